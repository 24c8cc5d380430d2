import { UserError } from '../../errors.js';

/** Who kept the lock on the target was ended there: somebody else may be at work by now, and may have taken this very run back. */
export class LockLost extends UserError {
  /** @param folder of the run */
  constructor(target: string, folder: string) {
    super(`The lock on ${target} is lost: the process there that kept it for this run was ended.`, {
      why: 'Somebody else may be at work there by now, and two at once would undo each other\u2019s work. Nothing more was changed.',
      next: [
        'See who is: gateway-setup history',
        'To go on: gateway-setup --resume',
        'To take it back: gateway-setup rollback',
        `On the server itself: sh ${folder}/undo.sh`,
      ].join('\n'),
    });
    this.name = 'LockLost';
  }
}
