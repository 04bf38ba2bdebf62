import { formulas } from "../terraform/formulas";
import { type EnvironmentConfig } from "./schema";

type ModelConfig = EnvironmentConfig["models"][number];

/** Size of the weights of a model, and the time to read them. */
interface Weights {
  readonly mode: NonNullable<ModelConfig["weights"]>["mode"];
  /** Size of the files, in MiB. */
  readonly sizeMiB: number;
  readonly mibPerSecond: number;
  /** Longest time to read all files, in seconds. */
  readonly readSeconds: number;
}

export function weightsOf({ weights }: ModelConfig): Weights | undefined {
  if (weights === undefined) return undefined;
  const { mode, sizeGiB, mibPerSecond } = weights;
  const sizeMiB = formulas.number("ceil({gib} * 1024)", { gib: sizeGiB });
  const readSeconds = formulas.number("ceil({mib} / {speed})", { mib: sizeMiB, speed: mibPerSecond });
  return { mode, sizeMiB, mibPerSecond, readSeconds };
}

/** Whether the prefix of a model is that of one version: MLflow numbers them from 1. */
export const isVersionOf = (name: string, prefix: string | undefined): boolean =>
  prefix?.startsWith(`${name}/`) === true && /^[1-9]\d*\/$/.test(prefix.slice(name.length + 1));
