import { groupBy } from "../base/group-by";
import { HIGHEST_PORT } from "./rules";
import { addressesText } from "./addresses";
import { type BoxSet, type Interval, interval } from "./boxes";

/** Traffic with remote addresses: boxes of addresses, protocols and ports. */
export type Traffic = BoxSet;

const EVERY_PORT = interval(0, HIGHEST_PORT);
const EVERY_PROTOCOL = interval(0, 255);

/** Numbers of protocols with names (IANA, "Assigned Internet Protocol Numbers", read 2026-11-26). */
const NUMBERS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };

/** Protocols with ports. Of another protocol, traffic is taken as a whole. */
const WITH_PORTS = new Set(["tcp", "udp"]);

/** A protocol by name, number, or `all`; undefined for any other text. */
function protocolsIn(protocol: string): Interval | undefined {
  if (protocol === "all") return EVERY_PROTOCOL;
  const number = NUMBERS[protocol] ?? (/^\d+$/.test(protocol) ? Number(protocol) : undefined);
  return number === undefined ? undefined : interval(number);
}

/** Traffic of addresses; empty where the first port is above the last one. A protocol that is not known counts as all of them. */
export function trafficOf(
  addresses: readonly Interval[],
  protocol: string,
  from: number,
  to: number,
): Traffic {
  const ports = WITH_PORTS.has(protocol) ? interval(from, to) : EVERY_PORT;
  if (ports.first > ports.last) return [];
  return addresses.map((each) => [each, protocolsIn(protocol) ?? EVERY_PROTOCOL, ports]);
}

/** Traffic in words, by its ports: `TCP 22 from 10.0.0.0/8, 192.0.2.0/24`. */
export function trafficText(traffic: Traffic, word: string): string {
  const byPorts = groupBy(traffic, ([, protocols, ports]) => portsText(protocols, ports));
  const byAddresses = groupBy(byPorts, ([, boxes]) => {
    const addresses = new Set(boxes.map(([each]) => (each ? addressesText(each) : "")));
    return firstOf([...addresses], ", ");
  });
  const texts = [...byAddresses].map(([addresses, all]) => {
    const ports = all.map(([each]) => each);
    return `${firstOf(ports, ", ")} ${word} ${addresses}`;
  });
  return firstOf(texts, "; ");
}

const firstOf = (texts: readonly string[], separator: string): string =>
  texts.length > MOST ? `${texts.slice(0, MOST).join(separator)}, and more` : texts.join(separator);

const MOST = 6;

/** Protocols and ports in words: `TCP 22-443`, `every protocol and port`. */
export function portsText(protocols: Interval | undefined, ports: Interval | undefined): string {
  if (!protocols || !ports) return "";
  if (protocols.first !== protocols.last)
    return protocols.last - protocols.first === 255n ? "every protocol and port" : "other protocols";
  const named = Object.entries(NUMBERS).find(([, number]) => BigInt(number) === protocols.first);
  const protocol = named?.[0].toUpperCase() ?? `protocol ${protocols.first}`;
  if (!WITH_PORTS.has(named?.[0] ?? "")) return protocol;
  const { first, last } = ports;
  return `${protocol} ${first === last ? first : `${first}-${last}`}`;
}
