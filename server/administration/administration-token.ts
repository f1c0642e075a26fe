import { jwtVerify, SignJWT } from 'jose';

const audience = 'end-stp-administration';
/** A command runs at once. */
const lifetime = '60s';

/** Proof that somebody can read the server's secret: whoever runs the server, on this machine. */
export function signAdministrationToken(secret: Uint8Array): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(lifetime)
    .sign(secret);
}

export async function isAdministrationToken(token: string, secret: Uint8Array): Promise<boolean> {
  try {
    await jwtVerify(token, secret, { algorithms: ['HS256'], audience, requiredClaims: ['exp', 'aud'] });
    return true;
  } catch {
    // Whatever is wrong with it, the answer is no.
    return false;
  }
}
