import { ANYWHERE, addressesOf, cidrAt, isCidr, prefixLength } from "../../base/cidr";

/** Values that no other setting has, for the element that a trial adds. */
export class FreshValues {
  private count = 0;

  constructor(private readonly taken: string) {}

  /** A name that is the last of all in their order. */
  name(): string {
    this.count += 1;
    return `zulu${this.count}`;
  }

  /** A value like another one: other names, addresses and ids, and the same choices and numbers. Undefined if there is none. */
  like(value: unknown): unknown {
    if (typeof value === "string") return this.text(value) ?? this.named(value);
    if (typeof value !== "object" || value === null) return undefined;
    return this.object(value as Record<string, unknown>);
  }

  private object(object: Record<string, unknown>): unknown {
    const { name } = object;
    const parts = Object.entries(object).map(([key, item]) => [key, this.part(item)] as const);
    if (typeof name !== "string") return Object.fromEntries(parts);
    const own = this.name();
    return Object.fromEntries([
      ...parts.map(([key, item]) => [key, withName(item, name, own)]),
      ["name", own],
    ]);
  }

  private part(value: unknown): unknown {
    if (typeof value === "string") return this.text(value) ?? value;
    if (Array.isArray(value)) return value.map((item: unknown) => this.part(item));
    return value;
  }

  private named(text: string): string | undefined {
    return /^[a-z][a-z0-9-]*$/.test(text) ? this.name() : undefined;
  }

  /** Another text with the same form; undefined for a text that can be a choice. */
  private text(text: string): string | undefined {
    if (isCidr(text)) return text === ANYWHERE ? undefined : this.range(text);
    if (/^[a-z]$/.test(text)) return this.letter(text);
    if (/^[a-z]+-[0-9a-f]{8,17}$/.test(text)) return `${text.slice(0, -2)}${this.digits()}`;
    if (/^arn:[^:]*:iam:/.test(text)) return text.replace(/[^/]*$/, () => this.name());
    if (/^[^@\s]+@[\w.-]+$/.test(text)) return `${this.name()}@${text.split("@")[1] ?? ""}`;
    if (/^([a-z0-9-]+\.){2,}[a-z]{2,}$/.test(text)) return `${this.name()}.${text}`;
    return undefined;
  }

  private digits(): string {
    this.count += 1;
    return (0xa0 + this.count).toString(16).slice(-2);
  }

  private letter(text: string): string | undefined {
    const next = String.fromCharCode(text.charCodeAt(0) + 1);
    return next > "z" ? undefined : next;
  }

  /** The next range of the same size that no other setting has. */
  private range(cidr: string): string | undefined {
    const prefix = prefixLength(cidr);
    let after = addressesOf(cidr)?.last ?? 0;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const next = cidrAt(after + 1, prefix);
      if (!isCidr(next)) return undefined;
      this.count += 1;
      if (!this.taken.includes(`"${next}"`) && !this.given.has(next)) {
        this.given.add(next);
        return next;
      }
      after = addressesOf(next)?.last ?? 0;
    }
    return undefined;
  }

  private readonly given = new Set<string>();
}

/** Paths that begin with the name of an element begin with that of the other one. */
function withName(value: unknown, name: string, other: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withName(item, name, other));
  return typeof value === "string" && value.startsWith(`/${name}/`)
    ? `/${other}${value.slice(name.length + 1)}`
    : value;
}

const MOST_TRIES = 64;
