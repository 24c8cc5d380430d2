import type { CommandForm } from './command-form.js';

type Forms = readonly CommandForm[];

/** The form with which `verb` is offered for an object; names are compared without regard to case. */
export function offered(forms: Forms, verb: string, object: string): CommandForm | undefined {
  return forms.find((form) => form.verb === verb && form.object.toLowerCase() === object.toLowerCase());
}

/** The command that enters a context whose name is `name`, such as `CONFIG SERVER`. */
export function entering(forms: Forms, name: RegExp): string | undefined {
  const form = forms.find(({ verb, object }) => entersContext(verb) && name.test(object));
  return form && `${form.verb} ${form.object}`;
}

/**
 * The command that enters the service that takes mail in. Its name in version 1.2 is not known (facts: axigen 2): the
 * names that say "in", then a plain SMTP, then the only one left when what sends mail is taken away.
 */
export function enteringSmtpIn(forms: Forms): string | undefined {
  const names = forms
    .filter(({ verb, object }) => entersContext(verb) && /^smtp[-\w]*$/i.test(object))
    .filter(({ object }) => !/out|send|filter|rout|relay/i.test(object));
  const choices = [
    ...names.filter(({ object }) => /^smtp[-_]?in/i.test(object)),
    ...names.filter(({ object }) => /^smtp$/i.test(object)),
    ...(names.length === 1 ? names : []),
  ];
  const [form] = choices;
  return form && `${form.verb} ${form.object}`;
}

/** How a context is left so that its changes count: COMMIT puts them in force, DONE keeps them for the context above. */
export function leavingVerb(forms: Forms): 'COMMIT' | 'DONE' {
  const has = (verb: string) => forms.some((form) => form.verb === verb);
  return !has('COMMIT') && has('DONE') ? 'DONE' : 'COMMIT';
}

/** Whether SET is offered for a name here. */
export function settable(forms: Forms, name: string): boolean {
  const wanted = name.toLowerCase();
  return forms
    .filter(({ verb }) => verb === 'SET')
    .some(({ object, parameters }) =>
      [object, ...parameters.map(({ keyword, name: value }) => keyword ?? value)].some(
        (one) => one.toLowerCase() === wanted,
      ),
    );
}

function entersContext(verb: string): boolean {
  return verb === 'CONFIG' || verb === 'ENTER';
}
