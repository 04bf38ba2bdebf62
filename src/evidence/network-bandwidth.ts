import { own } from "../base/own";
import facts from "./bandwidths.json";

/** Baseline network bandwidth of instance types, in Mbit per second. Smaller sizes are faster for a limited time. */
const MEGABITS: Readonly<Record<string, number>> = facts.megabits;

/** Baseline of an instance type, in MiB per second; undefined for a type that the table lacks. */
export function baselineMibPerSecond(instanceType: string): number | undefined {
  const megabits = own(MEGABITS, instanceType);
  return megabits === undefined ? undefined : (megabits * 1e6) / 8 / 2 ** 20;
}
