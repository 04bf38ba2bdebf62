import { block, blocks, text } from "../../../proof/model/blocks";
import { type EnvironmentPlan, type PlannedResource } from "../../../proof/terraform-json/environment-plan";
import { say } from "../phrase";
import { type Change, type Topic, type TopicLine, gainedAndLost } from "./topic";

/** A path that an Ingress serves for a host. */
interface ClientPath {
  readonly resource: PlannedResource;
  /** Undefined for all hosts. */
  readonly host: string | undefined;
  readonly path: string;
  /** Name of the Service behind it. */
  readonly service: string | undefined;
}

/** Addresses that clients call and that a change removes: a load balancer answers them with 404. */
export const clientPaths: Topic = {
  title: "Paths of clients",
  lines: ({ before, after }: Change) => {
    const now = pathsOf(after);
    const { lost } = gainedAndLost(factsOf(pathsOf(before)), factsOf(now));
    const gone = lost.filter(
      (old) =>
        after.find(old.resource.layer, old.resource.address) && !now.some((served) => covers(served, old)),
    );
    return gone.map((old) => lineOf(old, now));
  },
};

function lineOf({ resource, host, path, service }: ClientPath, now: readonly ClientPath[]): TopicLine {
  const name = `${host ?? ""}${path}`;
  const keepsHost = now.some((served) => served.host === host);
  const isServed = now.some((served) => served.service === service);
  const way = !isServed
    ? "no model serves them any more; move the clients first"
    : keepsHost
      ? "list the old path beside the new one, move the clients, then remove it"
      : "list the old host in entry.alsoHosts, move the clients, then remove it";
  return {
    level: "attention",
    layer: resource.layer,
    address: resource.address,
    text: say`clients of ${name} get 404 after the apply; ${[way]}`,
  };
}

const factsOf = (paths: readonly ClientPath[]): Map<string, ClientPath> =>
  new Map(paths.map((each) => [JSON.stringify([each.host, each.path]), each]));

const pathsOf = (plan: EnvironmentPlan): ClientPath[] =>
  plan.resources("kubernetes_ingress_v1").flatMap((resource) =>
    blocks(block(resource.config["spec"])["rule"]).flatMap((rule) =>
      blocks(block(rule["http"])["path"]).flatMap((item) => {
        const path = text(item["path"]);
        const service = text(block(block(item["backend"])["service"])["name"]);
        return path === undefined ? [] : [{ resource, host: text(rule["host"]), path, service }];
      }),
    ),
  );

/** Whether requests for a path still reach a model: its host is served, by the path or by one that includes it. */
const covers = (served: ClientPath, { host, path }: ClientPath): boolean =>
  (served.host === undefined || served.host === host) &&
  (served.path === path || `${path}/`.startsWith(`${served.path.replace(/\/$/, "")}/`));
