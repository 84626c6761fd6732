import { setNonce } from 'get-nonce';

/** The nonce of this response, which the host put into the page; styles made at run time carry it. */
export function readNonce(): string {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  setNonce(nonce);
  return nonce;
}
