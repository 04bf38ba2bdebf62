import { type ReadInput, type WeightWay, predictedColdStart } from "../../facts/cold-start";

/** Way of the weights by the keys of the model and of its node group. */
export function wayOf(mode: "mount" | "download" | undefined, instanceStore: boolean): WeightWay {
  if (mode === undefined) return "stream";
  if (mode === "mount") return "mount";
  return instanceStore ? "instance-store" : "root-disk";
}

/** Time of a container, by its parts, in seconds. */
export interface ContainerStart {
  readonly server: number;
  readonly weights: number;
  readonly compilation: number;
  readonly warmUp: number;
  /** Least `startupSeconds`: the start-up probe adds the read of a mounted bucket. */
  readonly least: number;
}

/** Predicted start of the container of a language model. */
export function containerStart(way: WeightWay, read: ReadInput): ContainerStart {
  const { terms } = predictedColdStart({ ...read, way, parallelPull: false, compileCached: false });
  const of = (name: (typeof terms)[number]["name"]): number =>
    terms.find((term) => term.name === name)?.seconds ?? 0;
  const [server, weights, compilation, warmUp] = [
    of("server"),
    of("weights"),
    of("compilation"),
    of("warm-up"),
  ];
  const least = Math.ceil(server + (way === "mount" ? 0 : weights) + compilation + warmUp);
  return { server, weights, compilation, warmUp, least };
}
