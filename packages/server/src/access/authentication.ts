/** How a server finds out who sends a request. At least one of `keys` and `jwt`; each is a way in. */
export interface AuthenticationOptions {
  /** API keys made by `mavs keys create`, as `Authorization: Bearer mavs_…` or `X-API-Key`. Default `false`. */
  readonly keys?: boolean
  /** JSON Web Tokens of an identity provider, as `Authorization: Bearer …`. */
  readonly jwt?: JwtOptions
  /** Every POST and DELETE needs an HTTP message signature (RFC 9421). */
  readonly signatures?: SignatureOptions
}

/** Which tokens are believed, and what they say. Every token must expire (`exp`). */
export interface JwtOptions {
  /** The only `iss`. */
  readonly issuer: string
  /** One of these must be in `aud`. */
  readonly audience: string | readonly string[]
  /** What signatures are checked with. */
  readonly key: JwtKey
  /** Only these signature algorithms. Default: all that fit the key; `none` never does. */
  readonly algorithms?: readonly string[]
  /** How far the issuer's clock may be from ours, in seconds. Default 30. */
  readonly clockToleranceSeconds?: number
  /** The claim that holds whose sessions are reached. Default `sub`. */
  readonly userClaim?: string
  /** What a token without `scope` and `scp` may do. Default: nothing. */
  readonly defaultScopes?: readonly string[]
}

/** A set of public keys that the issuer publishes, one public key (SPKI, PEM), or a secret of at least 32 bytes. */
export type JwtKey = { readonly jwksUrl: string } | { readonly publicKey: string } | { readonly secret: string }

/** Whose signatures are taken. */
export interface SignatureOptions {
  /**
   * Secrets of the operator's by key id, at least 32 bytes each. Beside them every API key has its own: see
   * `mavs keys secret`.
   */
  readonly secrets?: Readonly<Record<string, string>>
}
