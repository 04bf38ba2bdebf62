import { capacityOf } from "../../facts/stated-types";
import { instancePriceIn } from "../../facts/prices";
import { SERVER_METRICS } from "../../environment/servers";
import { type ServerMetrics } from "../../environment/server-metrics";
import { scrapedMetrics } from "../../environment/scraped-metrics";
import { hasGpuMetrics } from "../gpu-metrics/names";
import { shortHash } from "../../base/digests";
import { own } from "../../base/own";
import { apiPanels, type ReservedPrice } from "./api-panels";
import { type Dashboard } from "./dashboard";
import { gpuPanelsOfModel, gpuPanelsOfNodes } from "./gpu-panels";
import { overviewPanels } from "./overview-panels";
import { type EnvironmentConfig } from "../../environment/schema";

/** Dashboards of an environment: an overview, and one for each model with metrics. */
export function dashboardsOf(environment: string, config: EnvironmentConfig): Dashboard[] {
  const { namespace, models } = config;
  const showsGpus = hasGpuMetrics(config);
  return [
    {
      uid: uidOf("overview"),
      title: `${environment}: overview`,
      panels: [...overviewPanels(namespace, serversOf(config)), ...(showsGpus ? gpuPanelsOfNodes() : [])],
    },
    ...models
      .filter((model) => scrapedMetrics(model, config))
      .map((model) => {
        const { name, kind, gpus } = model;
        const price = reservedPrice(config, model);
        return {
          uid: uidOf(`api-${name}`),
          title: `${environment}: ${name}`,
          panels: [
            ...apiPanels({ name, kind, namespace, ...(price ? { price } : {}) }),
            ...(showsGpus && gpus > 0 ? gpuPanelsOfModel({ name, namespace }) : []),
          ],
        };
      }),
  ];
}

/** Servers of the models: the contract, and others in use. */
const serversOf = (config: EnvironmentConfig): ServerMetrics[] => [
  ...new Set([
    SERVER_METRICS.container,
    ...config.models.flatMap((model) => scrapedMetrics(model, config)?.server ?? []),
  ]),
];

/** The most characters of a UID in Grafana. Unconfirmed: the limit was not read in a source. */
const LONGEST_UID = 40;

/** A UID that differs for each name, also for long ones. */
function uidOf(name: string): string {
  const hash = shortHash(name);
  return name.length <= LONGEST_UID ? name : `${name.slice(0, LONGEST_UID - hash.length - 1)}-${hash}`;
}

/** Price of a GPU or vCPU of the nodes of a model; undefined on Fargate, for several groups or types, and without a price. */
function reservedPrice(
  { region, cluster, prices, instanceTypes = {} }: EnvironmentConfig,
  { nodeGroup, gpus }: EnvironmentConfig["models"][number],
): ReservedPrice | undefined {
  const names = Object.keys(cluster.nodeGroups);
  const name = nodeGroup ?? (names.length === 1 ? names[0] : undefined);
  const types = name === undefined || cluster.fargate ? [] : (cluster.nodeGroups[name]?.instanceTypes ?? []);
  const [type, ...others] = types;
  if (type === undefined || others.length > 0) return undefined;
  const usd = own(prices?.instanceHours ?? {}, type) ?? instancePriceIn(type, region)?.usd;
  const capacity = capacityOf(type, instanceTypes);
  if (usd === undefined || !capacity) return undefined;
  const per = (count: number): number => Number((usd / count).toPrecision(4));
  return gpus > 0
    ? { resource: "nvidia_com_gpu", hourUsd: per(capacity.gpus) }
    : { resource: "cpu", hourUsd: per(capacity.vcpus) };
}
