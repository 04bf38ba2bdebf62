import { base64 } from "./long-values";

/** A secret before and after the change. Letters of both sides are spread over the whole text. */
interface Kind {
  readonly kind: string;
  /** Whether the format alone tells that it is a secret. */
  readonly isRecognized: boolean;
  readonly texts: readonly [before: string, after: string];
  /** The parts that nothing may show. @default - the texts themselves */
  readonly hidden?: readonly string[];
}

const random = (seed: string, length: number, letters: string): string => {
  let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2147483647, 7);
  return Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return letters[state % letters.length] ?? "";
  }).join("");
};

const CAPITALS = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
const MIXED = `${CAPITALS}abcdefghkmnpqrstvwxyz`;
const pair = (make: (seed: string) => string): readonly [string, string] => [make("before"), make("after")];

const passwords = pair((seed) => random(`${seed} url`, 18, MIXED));
const encoded = pair((seed) => random(`${seed} base64`, 24, MIXED));

export const KINDS: readonly Kind[] = [
  {
    kind: "an AWS access key",
    isRecognized: true,
    texts: pair((seed) => `AKIA${random(seed, 16, CAPITALS)}`),
  },
  {
    kind: "an AWS secret access key",
    isRecognized: false,
    texts: pair((seed) => random(`${seed} secret`, 40, MIXED)),
  },
  {
    kind: "a private key",
    isRecognized: true,
    texts: pair(
      (seed) =>
        `-----BEGIN RSA PRIVATE KEY-----\n${random(seed, 64, MIXED)}\n${random(`${seed} 2`, 64, MIXED)}\n-----END RSA PRIVATE KEY-----\n`,
    ),
  },
  { kind: "a GitHub token", isRecognized: true, texts: pair((seed) => `ghp_${random(seed, 36, MIXED)}`) },
  {
    kind: "a JSON web token",
    isRecognized: true,
    texts: pair(
      (seed) =>
        `eyJ${random(seed, 30, MIXED)}.eyJ${random(`${seed} 2`, 40, MIXED)}.${random(seed, 43, MIXED)}`,
    ),
  },
  {
    kind: "a password in a URL",
    isRecognized: true,
    texts: [`https://bot:${passwords[0]}@git.example.com/x`, `https://bot:${passwords[1]}@git.example.com/x`],
    hidden: passwords,
  },
  { kind: "a password", isRecognized: false, texts: ["Tr0ub4dor-and-three", "correct-horse-battery"] },
  {
    kind: "a password in base64",
    isRecognized: true,
    texts: [
      base64(`#!/bin/sh\nexport DB_PASSWORD=${encoded[0]}\n`),
      base64(`#!/bin/sh\nexport DB_PASSWORD=${encoded[1]}\n`),
    ],
  },
];
