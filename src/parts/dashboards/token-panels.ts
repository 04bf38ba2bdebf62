import { INTERVAL, type Panel } from "./panel";
import { type ServerMetrics } from "../../environment/server-metrics";

type TokenSeries = NonNullable<ServerMetrics["tokens"]>;

/** Panels of a language model, beside those of all models. `own` selects its series. */
export const tokenPanels = ({ prompt, generated, waiting, cache }: TokenSeries, own: string): Panel[] => [
  {
    title: "Requests that wait",
    description: "How many requests wait in each pod until the cache has room?",
    unit: "short",
    queries: [{ expression: `sum by (pod) (${waiting}${own})`, legend: "{{pod}}" }],
  },
  {
    title: "KV cache in use",
    description: "Which part of the cache of each pod is used? At 1, requests wait or are computed again.",
    unit: "percentunit",
    queries: [{ expression: `max by (pod) (${cache}${own})`, legend: "{{pod}}" }],
  },
  {
    title: "Tokens in a second",
    description: "How many tokens of prompts does the model read, and how many does it generate?",
    unit: "short",
    queries: [
      { expression: `sum(rate(${prompt}${own}[${INTERVAL}]))`, legend: "prompts" },
      { expression: `sum(rate(${generated}${own}[${INTERVAL}]))`, legend: "generated" },
    ],
  },
];
