/** Endings of names that usually hold a secret, in words separated by `_`. */
const SECRET_NAME =
  /(PASS(WORD|WD|PHRASE)|SECRET(_KEY)?|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|SIGNING_?KEY|CREDENTIALS?|(AUTH|ACCESS|REFRESH|BEARER|API|HUB|HF|GITHUB|GITLAB|SLACK)_?TOKEN)$/;

/** True for a variable, flag or key that is named like a secret: `DB_PASSWORD`, `--api-key`, `adminPassword`. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(wordsOf(name));

/** In values of a chart, most of these hold the name of a Secret (`tlsSecret`), and few a secret (`clientSecret`). */
const NAME_OF_SECRET = /(?<!CLIENT_|APP_|SHARED_|COOKIE_|JWT_|WEBHOOK_)SECRET$/;

/** True for a key of chart values that is named like a secret. */
export const isSecretKey = (key: string): boolean => isSecretName(key) && !NAME_OF_SECRET.test(wordsOf(key));

const wordsOf = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[.-]/g, "_")
    .toUpperCase();

/** Values that hold no secret: nothing, a constant, an ARN, the path of a file, or a reference of a shell or a pod. */
const NO_SECRET = /^(|null|none|true|false|~|arn:.*|file:.*|\.{0,2}\/.*|~\/.*|[$`{[].*)$/is;

/** True for a literal that can be a secret. A reference of Terraform is one if its last name is named like a secret. */
export function isLiteralSecret(value: string): boolean {
  const plain = value.trim();
  const [, reference] = /^\$\{(?!.*\$\{)(.*)\}$/.exec(plain) ?? [];
  const last = /\.(\w+)$/.exec(reference ?? "")?.[1];
  return last === undefined ? !NO_SECRET.test(plain) : isSecretName(last);
}
