import { FARGATE_PLATFORM, nodeImage } from "../catalog/instance-types";
import { own } from "../core/own";
import type { Environment } from "../config/environment";
import { type ComposedEnvironment } from "./compose";
import { chartRepository, chartsIn, modelRepository, pulledFrom } from "./images";

/** Images and charts that an environment pulls, with their upstream sources. */
export interface ImageList {
  readonly environment: string;
  /** Platforms of the nodes. An image needs all of those that its pods run on; DaemonSets run on every node. */
  readonly platforms: readonly string[];
  /** Images of charts. Without internet access, `target` is a repository of the account, and each needs a copy. */
  readonly images: readonly {
    readonly source: string;
    readonly target: string;
    readonly tag: string;
    readonly usedBy: string;
  }[];
  readonly charts: readonly {
    readonly chart: string;
    readonly version: string;
    readonly source: string;
    readonly target: string;
  }[];
  /** Images of models, which their owners build. */
  readonly models: readonly {
    readonly model: string;
    readonly target: string;
    readonly tag: string;
    readonly platforms: readonly string[];
  }[];
}

/** The complete list. Synth writes it beside the cluster stack, as `images.json`. */
export function imageList(environment: ComposedEnvironment): ImageList {
  const { name, config } = environment;
  const charts = chartsIn(environment);
  return {
    environment: name,
    platforms: platformsOf(environment, Object.keys(config.cluster.nodeGroups)),
    images: charts.flatMap((chart) =>
      Object.values(chart.images).map(({ repository, tag }) => ({
        source: repository,
        target: pulledFrom(environment, repository),
        tag,
        usedBy: chart.name,
      })),
    ),
    charts: charts.map(({ name: chart, version, repository }) => ({
      chart,
      version,
      source: repository,
      target: chartRepository(environment, repository),
    })),
    models: config.models.map((model) => ({
      model: model.name,
      target: modelRepository(environment, model),
      tag: model.image.tag,
      platforms: config.cluster.fargate
        ? [FARGATE_PLATFORM]
        : platformsOf(
            environment,
            model.nodeGroup === undefined ? groupsWithoutGpu(environment) : [model.nodeGroup],
          ),
    })),
  };
}

/** Node groups without the taint of GPU nodes. */
const groupsWithoutGpu = ({ config }: Environment): string[] =>
  Object.entries(config.cluster.nodeGroups)
    .filter(([, { instanceTypes }]) => !nodeImage(instanceTypes).gpu)
    .map(([group]) => group);

/** Platforms of node groups, as registries name them. */
function platformsOf({ config }: Environment, groups: readonly string[]): string[] {
  const types = groups.flatMap((group) => {
    const settings = own(config.cluster.nodeGroups, group);
    return settings ? [nodeImage(settings.instanceTypes).amiType] : [];
  });
  return [...new Set(types.map((type) => (/ARM/i.test(type) ? "linux/arm64" : "linux/amd64")))].sort();
}
