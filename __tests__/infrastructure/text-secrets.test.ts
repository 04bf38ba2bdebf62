import fc from "fast-check";
import { isSecretName, KnownSecrets, secretsIn } from "../../src/infrastructure/text-secrets";

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const secretName = fc
  .tuple(word, fc.constantFrom("password", "api_key", "client_secret", "auth_token", "credentials"))
  .map(([first, last]) => `${first}_${last}`);
const value = fc
  .stringMatching(/^[A-Za-z0-9+=!@%^&*]{4,20}$/)
  .filter((each) => !/^(null|none|true|false)$/i.test(each));
const quote = fc.constantFrom("", "'", '"');
const SPELLINGS = [
  (name: string, text: string) => `export ${name.toUpperCase()}=${text}`,
  (name: string, text: string) => `run --${name.replaceAll("_", "-")} ${text}`,
  (name: string, text: string) => `run --${name.replaceAll("_", "-")}=${text}`,
  (name: string, text: string) => `  ${name}: ${text}`,
  (name: string, text: string) => `{"${name}": ${text}}`,
];

test("every spelling of a secret is found among other lines", () => {
  const spelling = fc.constantFrom(...SPELLINGS);
  fc.assert(
    fc.property(spelling, secretName, value, quote, word, (spell, name, text, mark, other) => {
      const lines = [`# ${other}`, `${other}x=1`, spell(name, mark + text + mark), `echo ${other}`];
      expect(secretsIn(lines.join("\n"))).toHaveLength(1);
    }),
  );
});

test("a reference in any spelling is not found", () => {
  const reference = fc.constantFrom(
    "$DB",
    "${DB}",
    "$(cat /run/db)",
    "/run/db",
    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf",
  );
  fc.assert(
    fc.property(fc.constantFrom(...SPELLINGS), secretName, reference, (spell, name, text) => {
      expect(secretsIn(spell(name, text))).toEqual([]);
    }),
  );
});

test("a secret is found at every depth of values, and its value is in no message", () => {
  const path = fc.array(word, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(path, secretName, value, (keys, name, text) => {
      const values = keys.reduceRight<object>((held, key) => ({ [key]: held }), { [`${name}`]: `~${text}` });
      expect(secretsIn(values as never)).toEqual([[...keys, name].join(".")]);
    }),
  );
});

test.each(["DB_PASSWORD", "adminPassword", "PGPASSWORD", "api-key", "apiKey", "HF_TOKEN", "db.passwd"])(
  "%s is named like a secret",
  (name) => {
    expect(isSecretName(name)).toBe(true);
  },
);

test.each([
  "EOS_TOKEN",
  "MAX_TOKENS",
  "DB_PASSWORD_FILE",
  "secretName",
  "MONKEY",
  "ACCESS_KEY_ID",
  "passwordKey",
])("%s is not named like a secret", (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each(["DB_PASSWORD", "auth.adminPassword"])("the value beside the name %s is hidden", (name) => {
  const set = [
    { name, value: "hunter-22" },
    { name: "auth.password.file", value: "shown-text" },
  ];
  const secrets = KnownSecrets.in([{ resource: { helm_release: { own: { set } } } }]);
  expect(secrets.hide("hunter-22 and shown-text")).toMatch(/^(?!.*hunter).* and shown-text$/);
});
