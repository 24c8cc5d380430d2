/** The services of the stand-in that listen, by the object's name in axigen.cfg. */
export const services = ['smtp', 'pop3', 'cli'] as const;
export type Service = (typeof services)[number];

/** As a service stands in the log (facts 6 for SMTP-IN). */
export const logNames: Readonly<Record<Service, string>> = { smtp: 'SMTP-IN', pop3: 'POP3', cli: 'CLI' };

/** A negative reply of the service, after which it closes the connection. */
export function farewell(service: Service, host: string, reason: string): string {
  if (service === 'smtp') return `421 ${host} ${reason}`;
  return service === 'pop3' ? `-ERR ${reason}` : `-ERR: ${reason}`;
}
