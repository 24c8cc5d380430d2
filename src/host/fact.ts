/** What was read of the target: unreadable is never treated as absent. */
export type Fact<T> =
  | { readonly state: 'present'; readonly value: T }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly reason: string };

export function present<T>(value: T): Fact<T> {
  return { state: 'present', value };
}

export const absent: Fact<never> = { state: 'absent' };

export function unreadable(reason: string): Fact<never> {
  return { state: 'unreadable', reason };
}

/** Turns the value of a present fact into another fact; absent and unreadable stay what they are. */
export function follow<T, U>(fact: Fact<T>, next: (value: T) => Fact<U>): Fact<U> {
  return fact.state === 'present' ? next(fact.value) : fact;
}
