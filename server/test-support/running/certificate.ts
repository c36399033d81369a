/** A self-signed certificate for localhost, valid for a hundred years. */
export const certificate = `
-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUE46cWmotLkfsoxQUv6UC8x1YMw0wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyOTIzMzUzM1oYDzIxMjYxMTA1
MjMzNTMzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQzoGDGKkvSaxi7DLufR833HFTQK/P/yQgCF+sJhWpMfc5LD8014mdE
myoozPd/tzH3Og6evVr6iU4UqdkNhsTTo28wbTAdBgNVHQ4EFgQUOtj48JwvVpnf
RM4RAWji1sWXuW8wHwYDVR0jBBgwFoAUOtj48JwvVpnfRM4RAWji1sWXuW8wDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgGP18X8GM872LrYdZK1WS7JNjH5yg9EoJZpvvgUpDvIYCIQDb
lCZrMicraH906zTpY/4eKOmF8no93Vl4RCdZW4mfgg==
-----END CERTIFICATE-----
`.trimStart();

/** Its private key, which is public and for tests only. */
export const certificateKey = `
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgi+xglle7Tb4jInV6
670e6YDfcoGJLh1nTfebU3d7Y4ShRANCAAQzoGDGKkvSaxi7DLufR833HFTQK/P/
yQgCF+sJhWpMfc5LD8014mdEmyoozPd/tzH3Og6evVr6iU4UqdkNhsTT
-----END PRIVATE KEY-----
`.trimStart();

/** A key that matches no certificate. */
export const otherKey = `
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgQJxRZ8NhUXvC9lDn
nTLSV1csCY0ZP1CW6aMiCMiSqJyhRANCAAR8sP4mHJL90oWKv5Lh62QyRq+A+Tn9
2uu87k7A+En7WMkP9ZR3OKwF6c17Z0tc4pdXJLMYyqQXvExxUjGasIDC
-----END PRIVATE KEY-----
`.trimStart();
