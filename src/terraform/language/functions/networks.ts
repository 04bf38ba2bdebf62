import { isIP } from "node:net";
import { Mistake } from "../../mistake";
import { valueText } from "../values/convert";
import { type HclValue, listValue } from "../values/value";
import { ANY_NUMBER, type Definitions } from "./function";
import { whole } from "./collections";

/** An address range; `bits` is 32 or 128. */
interface Range {
  readonly start: bigint;
  readonly prefix: number;
  readonly bits: number;
}

function rangeOf(value: HclValue | undefined): Range {
  const text = valueText(value ?? null);
  const [, address = "", written = ""] = /^([^/]+)\/(\d+)$/.exec(text) ?? [];
  const version = isIP(address);
  const bits = version === 6 ? 128 : 32;
  const prefix = Number(written);
  if (version === 0 || prefix > bits) throw new Mistake(`got ${text}, expected an address range`);
  const free = BigInt(bits - prefix);
  return { start: (numberOf(address) >> free) << free, prefix, bits };
}

function numberOf(address: string): bigint {
  if (!address.includes(":"))
    return address.split(".").reduce((whole, part) => whole * 256n + BigInt(part), 0n);
  const groups = groupsOf(address);
  return groups.reduce((whole, group) => whole * 65536n + BigInt(`0x${group}`), 0n);
}

function groupsOf(address: string): string[] {
  const [before = "", after] = address.split("::");
  const groups = (text: string | undefined): string[] =>
    text === undefined || text === "" ? [] : text.split(":");
  const [first, last] = [groups(before), groups(after)];
  return after === undefined
    ? first
    : [...first, ...Array<string>(8 - first.length - last.length).fill("0"), ...last];
}

function addressOf(start: bigint, bits: number): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (start >> shift) & 255n).join(".");
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((start >> BigInt(112 - index * 16)) & 65535n).toString(16),
  );
  const zeros = [...groups.join(":").matchAll(/\b0(?::0)+\b/g)].sort((a, b) => b[0].length - a[0].length)[0];
  if (!zeros) return groups.join(":");
  const whole = groups.join(":");
  const [left, right] = [whole.slice(0, zeros.index), whole.slice(zeros.index + zeros[0].length)];
  return `${left.replace(/:$/, "")}::${right.replace(/^:/, "")}`;
}

const shown = ({ start, prefix, bits }: Range): string => `${addressOf(start, bits)}/${prefix}`;

function subnet({ start, prefix, bits }: Range, more: number, number: bigint): Range {
  const length = prefix + more;
  if (more < 0 || length > bits) throw new Mistake(`got a prefix of ${length}, expected at most ${bits}`);
  if (number < 0n || number >= 1n << BigInt(more)) throw new Mistake(`got number ${number} for ${more} bits`);
  return { start: start + (number << BigInt(bits - length)), prefix: length, bits };
}

/** Ranges one after the other, each at the next place that is a multiple of its size. */
function subnets([range, ...sizes]: readonly HclValue[]): HclValue {
  const outer = rangeOf(range);
  let next = outer.start;
  const found = sizes.map((size) => {
    const more = whole(size);
    const length = outer.prefix + more;
    if (more < 1 || length > outer.bits) throw new Mistake(`got ${more} bits`);
    const step = 1n << BigInt(outer.bits - length);
    const start = ((next + step - 1n) / step) * step;
    next = start + step;
    if (next > outer.start + (1n << BigInt(outer.bits - outer.prefix)))
      throw new Mistake("got more ranges than fit");
    return shown({ start, prefix: length, bits: outer.bits });
  });
  return listValue(found);
}

function host([range, number]: readonly HclValue[]): HclValue {
  const { start, prefix, bits } = rangeOf(range);
  const size = 1n << BigInt(bits - prefix);
  const wanted = BigInt(whole(number));
  if (wanted >= size || -wanted > size) throw new Mistake(`got number ${wanted} of ${size} addresses`);
  return addressOf(start + (wanted < 0n ? size + wanted : wanted), bits);
}

function mask([range]: readonly HclValue[]): HclValue {
  const { prefix, bits } = rangeOf(range);
  if (bits !== 32) throw new Mistake("got an IPv6 range, expected an IPv4 range");
  const all = (1n << 32n) - 1n;
  return addressOf(all ^ ((1n << BigInt(32 - prefix)) - 1n), 32);
}

export const NETWORKS: Definitions = {
  cidrsubnet: {
    arity: [3, 3],
    apply: ([range, more, number]) => shown(subnet(rangeOf(range), whole(more), BigInt(whole(number)))),
  },
  cidrsubnets: { arity: [1, ANY_NUMBER], apply: subnets },
  cidrhost: { arity: [2, 2], apply: host },
  cidrnetmask: { arity: [1, 1], apply: mask },
};
