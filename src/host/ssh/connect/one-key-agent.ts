import {
  BaseAgent,
  type IdentityCallback,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
} from 'ssh2';

export type SignatureHash = NonNullable<SigningRequestOptions['hash']>;
export type Sign = (data: Buffer, hash: SignatureHash | undefined) => Promise<Buffer>;

/**
 * An agent with a single key, so that each key is an attempt of its own, and the private key is only wanted once the server
 * has said that it would take it (RFC 4252, 7).
 */
export class OneKeyAgent extends BaseAgent<ParsedKey> {
  readonly #key: ParsedKey;
  readonly #sign: Sign;

  constructor(key: ParsedKey, sign: Sign) {
    super();
    this.#key = key;
    this.#sign = sign;
  }

  override getIdentities(callback: IdentityCallback<ParsedKey>): void {
    callback(undefined, [this.#key]);
  }

  override sign(
    _key: ParsedKey,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    callback?: SignCallback,
  ): void {
    const [hash, done] = typeof options === 'function' ? [undefined, options] : [options.hash, callback];
    this.#sign(data, hash).then(
      (signature) => done?.(undefined, signature),
      (error: Error) => done?.(error),
    );
  }
}
