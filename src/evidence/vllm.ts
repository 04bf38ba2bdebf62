import { orMeant } from "../base/did-you-mean";
import extract from "./vllm/vllm-0.33.0.json";

/** A flag of `vllm serve`. */
export interface VllmFlag {
  /** A switch and a boolean take no value; a boolean also has the form `--no-…`. */
  readonly type: "string" | "integer" | "number" | "boolean" | "switch" | "list" | "json";
  /** @default - it has none */
  readonly short?: string;
  /** @default - any value of the type */
  readonly choices?: readonly string[];
  /** Lowest number. @default - it has none */
  readonly minimum?: number;
  /** A bound below the lowest number. @default - it has none */
  readonly above?: number;
  /** Highest number. @default - it has none */
  readonly maximum?: number;
  /** A bound above the highest number. @default - it has none */
  readonly below?: number;
  /** Whether `auto` and -1 leave the number to the server. @default false */
  readonly automatic?: boolean;
  /** Whether an empty value is refused, or names nothing. @default false */
  readonly nonEmpty?: boolean;
  /** Numbers such as 8k and 8K, of 8,000 and 8,192. @default false */
  readonly human?: boolean;
  /** @default false */
  readonly optionalValue?: boolean;
  /** @default false */
  readonly deprecated?: boolean;
}

/** A series of the server's metrics, by the name that Prometheus reads. */
interface VllmMetric {
  readonly type: "counter" | "gauge" | "histogram";
  readonly labels: readonly string[];
  /** Upper bounds in the unit of the series. @default - those depend on the model, or the series is no histogram */
  readonly buckets?: readonly number[];
  /** Flag or variable without which the series does not exist. @default - it exists always */
  readonly only?: string;
}

/** Facts of one version of vLLM, taken from the syntax trees of its source distribution. */
interface Vllm {
  readonly version: string;
  readonly commit: string;
  readonly released: string;
  readonly read: string;
  readonly source: string;
  readonly flags: Readonly<Record<string, VllmFlag>>;
  readonly metrics: Readonly<Record<string, VllmMetric>>;
  /** Methods by route of the server for models that generate text. */
  readonly routes: Readonly<Record<string, readonly string[]>>;
  /** Routes with streams, by whether `--sse-keep-alive-interval` puts comments into one without tokens. */
  readonly streams: { readonly withComments: readonly string[]; readonly withoutComments: readonly string[] };
  /** Routes of servers for other models, such as those of embeddings. */
  readonly routesOfOtherTasks: readonly string[];
  /** Environment variables that the server itself reads. */
  readonly variables: readonly string[];
}

export const VLLM_FACTS = extract as unknown as Vllm;

/** Parts of the name that a histogram or a counter has beside that of the extract. */
const PARTS_OF_SERIES = /_(bucket|count|sum|created)$/;

/** That a metric with the prefix of vLLM is none of this version; undefined for its series, and for metrics of other programs. */
export function unknownSeries(metric: string): string | undefined {
  const { metrics, version } = VLLM_FACTS;
  const known = Object.keys(metrics);
  if (
    !metric.startsWith("vllm:") ||
    [metric, metric.replace(PARTS_OF_SERIES, "")].some((name) => known.includes(name))
  )
    return undefined;
  return `${metric} is no series of vLLM ${version}${orMeant(metric, known)}`;
}
