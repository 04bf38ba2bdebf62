import { type LlmKeys, servingOf } from "../../facts/serving";
import { COLD_STARTS } from "../../evidence/cold-starts";
import { baselineMibPerSecond } from "../../evidence/network-bandwidth";

const MIB = 2 ** 20;

/** Bytes of the files of a model: those of its index, or of the parameters that a file or the table states. */
function checkpointBytes(keys: LlmKeys): number {
  const recorded = COLD_STARTS.checkpointBytes[keys.model ?? ""];
  const { card, quantization } = servingOf(keys) ?? keys;
  const bytes = recorded ?? 2 * (card?.parameters ?? 0);
  if (card?.weightBytes !== undefined) return card.weightBytes;
  return (bytes * (COLD_STARTS.fileBits[quantization ?? ""] ?? 16)) / 16;
}

interface Run {
  readonly mibPerSecond: number;
  /** Of the baseline of the network. */
  readonly share: number;
}

const RUNS: readonly Run[] = COLD_STARTS.reads.map(({ bytes, seconds, instanceType }) => {
  const mibPerSecond = bytes / MIB / seconds;
  return { mibPerSecond, share: mibPerSecond / (baselineMibPerSecond(instanceType) ?? Infinity) };
});

/** Runs that used more than half of their network had no other limit. */
const limited = (byNetwork: boolean): Run[] => RUNS.filter(({ share }) => share > 0.5 === byNetwork);
const SHARE = Math.min(...limited(true).map(({ share }) => share));
const MOST_MIBPS = Math.min(...limited(false).map(({ mibPerSecond }) => mibPerSecond));

/** Rate at which a server streams its weights on an instance type, as published; undefined for a type without a known network. */
function streamedMibPerSecond(instanceType: string): number | undefined {
  const network = baselineMibPerSecond(instanceType);
  return network === undefined ? undefined : Math.min(network * SHARE, MOST_MIBPS);
}

/** Seconds of a start on a new node. */
export interface ExpectedStart {
  /** The slowest type. */
  readonly instanceType: string;
  readonly weightsMiB: number;
  readonly weights: number;
  /** Container with its weights. */
  readonly container: number;
  readonly node: number;
  readonly image: number;
}

/** The start of a model that streams its weights, on the slowest of these types; undefined if a type has no known network. */
export function expectedStart(
  keys: LlmKeys,
  instanceTypes: readonly string[],
  parallelPull: boolean,
): ExpectedStart | undefined {
  const weightsMiB = checkpointBytes(keys) / MIB;
  const rates = instanceTypes.map((type) => ({ type, rate: streamedMibPerSecond(type) ?? 0 }));
  const [slowest] = rates.sort((one, other) => one.rate - other.rate);
  if (!slowest || slowest.rate === 0) return undefined;
  const weights = weightsMiB / slowest.rate;
  return {
    instanceType: slowest.type,
    weightsMiB,
    weights,
    container: COLD_STARTS.containerSeconds + weights,
    node: COLD_STARTS.arrivalSeconds.node,
    image: parallelPull ? COLD_STARTS.arrivalSeconds.parallelImage : COLD_STARTS.arrivalSeconds.image,
  };
}
