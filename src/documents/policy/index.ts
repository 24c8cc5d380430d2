/** The SMTP policy script, edited without loss: every edit splices the text and parses it again, as a new document. */
export {
  appendPolicyDeclaration,
  appendPolicyStatement,
  type NewStatement,
  setPolicyValue,
} from './append.js';
export { parsePolicy, policyPlace, printPolicy, samePolicyName } from './document.js';
export type {
  CallStatement,
  ElseBranch,
  IfStatement,
  OtherStatement,
  PolicyBlock,
  PolicyCall,
  PolicyDeclaration,
  PolicyDocument,
  PolicyExpression,
  PolicyStatement,
  PolicyString,
  PolicyWord,
  SetStatement,
} from './nodes.js';
export { removeOperand } from './remove-operand.js';
export { removeStatement } from './remove-statement.js';
