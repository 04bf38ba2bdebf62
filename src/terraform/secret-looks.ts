interface Look {
  readonly what: string;
  /** A part of every such secret; a fast search for it precedes the pattern. */
  readonly part: string;
  readonly pattern: RegExp;
}

/** Secrets that are recognizable by format. */
const LOOKS: readonly Look[] = [
  { what: "an AWS access key", part: "AKIA", pattern: /\bAKIA[0-9A-Z]{16}\b/ },
  { what: "an AWS access key", part: "ASIA", pattern: /\bASIA[0-9A-Z]{16}\b/ },
  { what: "a private key", part: "PRIVATE KEY", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: "a GitHub token", part: "gh", pattern: /\bgh[pousr]_[A-Za-z0-9]{36}\b/ },
  { what: "a GitHub token", part: "github_pat_", pattern: /\bgithub_pat_[A-Za-z0-9_]{60,}\b/ },
  { what: "a Slack token", part: "xox", pattern: /\bxox[abprs]-[A-Za-z0-9-]{10,}/ },
  { what: "a Hugging Face token", part: "hf_", pattern: /\bhf_[A-Za-z0-9]{34}\b/ },
  {
    what: "a JSON web token",
    part: "eyJ",
    pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  },
  { what: "a password in a URL", part: "@", pattern: /[a-z][a-z0-9+.-]*:\/\/[^/\s:@${}]+:[^/\s@${}]+@/ },
];

/** Minimum length of a secret of {@link LOOKS}. */
const SHORTEST = 12;

/** A private key to its end, which a shortened text lacks. In a report its line breaks can be escaped. */
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^]*?-----END [A-Z ]*PRIVATE KEY-----|[A-Za-z0-9+/=\s\\…]*)/g;

const EVERY: readonly (readonly [part: string, pattern: RegExp])[] = LOOKS.map(({ part, pattern }) =>
  part === "PRIVATE KEY" ? [part, PRIVATE_KEY] : [part, new RegExp(pattern, "g")],
);

/** Secrets in a text, by their formats. */
export const secretLooksIn = (text: string) => ({
  /** The kind of the first one. */
  get what(): string | undefined {
    if (text.length < SHORTEST) return undefined;
    return LOOKS.find(({ part, pattern }) => text.includes(part) && pattern.test(text))?.what;
  },
  get all(): string[] {
    if (text.length < SHORTEST) return [];
    return EVERY.flatMap(([part, pattern]) =>
      text.includes(part) ? [...text.matchAll(pattern)].map(([secret]) => secret) : [],
    );
  },
  /** The text with each of them replaced. */
  replacedBy(replacement: string): string {
    if (text.length < SHORTEST) return text;
    return EVERY.reduce(
      (shown, [part, pattern]) => (shown.includes(part) ? shown.replace(pattern, replacement) : shown),
      text,
    );
  },
});
