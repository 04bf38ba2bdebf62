import { balancerOf } from "../../infrastructure/network-load-balancers";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { firstAndMore, joinValues, type Phrase, say } from "../stages/phrase";
import { changedNames } from "../effects/client-names";
import { judgesOfRows } from "./rows";
import { sentencesOf } from "./named";
import { type Change, resultsByKey, type Topic, type TopicLine, differingItems } from "./topic";
import { block, blocks, text } from "../../terraform/stack-json";
import { logInProxiesOf } from "../../parts/log-in/model";

const { line } = sentencesOf("Paths of clients");

/** A path that an Ingress serves for a host. */
interface ClientPath {
  readonly resource: PlannedResource;
  /** Undefined for all hosts. */
  readonly host: string | undefined;
  readonly path: string;
  /** Name of the Service behind it. */
  readonly service: string | undefined;
}

/** Addresses that clients call: those that a change removes, which a load balancer answers with 404, new ones, and those that lead elsewhere. */
export const clientPaths: Topic = {
  title: "Paths of clients",
  lines: (change) => {
    const [was, now] = [pathsOf(change.before), pathsOf(change.after)];
    const isOn = ({ resource }: ClientPath, plan: EnvironmentPlan): boolean =>
      plan.find(resource.layer, resource.address) !== undefined;
    const lost = was.filter((old) => isOn(old, change.after) && !now.some((served) => covers(served, old)));
    const gained = now.filter(
      (each) => isOn(each, change.before) && !was.some((served) => covers(served, each)),
    );
    const served = new Map([...now, ...was].map((each) => [nameOfPath(each), each])).values();
    const moved = [...served].flatMap((each) => {
      const [old, is] = [servedBy(was, each), servedBy(now, each)];
      if (!old || !is || old.service === is.service) return [];
      const words = { path: nameOfPath(each), new: is.service ?? "none", old: old.service ?? "" };
      return line("moved", is.resource, words);
    });
    return [
      ...changedNames(change).map(({ isLost, resource, words }) =>
        line(isLost ? "no name" : "new name", resource, words),
      ),
      ...linesOfPaths(lost, (old) => wayOf(old, now)),
      ...linesOfPaths(gained, (each) => openTo(change, each, was)),
      ...moved,
    ];
  },
  ...judgesOfRows("Paths of clients"),
};

/** One line for the paths that have the same consequence. */
const linesOfPaths = (
  paths: readonly ClientPath[],
  sentenceOf: (path: ClientPath) => SentenceName,
): TopicLine[] =>
  resultsByKey(
    paths,
    (each) => `${each.resource.address} ${sentenceOf(each)}`,
    (first, all) => line(sentenceOf(first), first.resource, { paths: firstAndMore(all.map(nameOfPath)) }),
  );

type SentenceName = Parameters<typeof line>[0];

const nameOfPath = ({ host, path }: ClientPath): string => `${host ?? ""}${path}`;

/** The way to move the clients of a path that goes. */
function wayOf({ resource, host, service }: ClientPath, now: readonly ClientPath[]): SentenceName {
  // Pages of programs have a log-in. Ingresses of models are in a later layer.
  if (resource.layer === "platform") return "page";
  if (!now.some((served) => served.service === service)) return "no model";
  return now.some((served) => served.host === host) ? "other path" : "other host";
}

/** A new path is open to the clients of the load balancer. Under another host, a path that it serves already opens nothing. */
function openTo(
  { after }: Change,
  { resource, path, service }: ClientPath,
  was: readonly ClientPath[],
): SentenceName {
  const isAlias = was.some((old) => old.path === path && old.service === service);
  if (isAlias) return "new alias";
  return balancerOf(after, { resource })?.internetFacing === false ? "new inside" : "opened";
}

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

/** The path that the load balancer chooses for requests of another one: of its host, and the longest that includes it. */
const servedBy = (paths: readonly ClientPath[], request: ClientPath): ClientPath | undefined =>
  paths
    .filter((served) => covers(served, request))
    .sort(
      (one, other) =>
        Number(other.host !== undefined) - Number(one.host !== undefined) ||
        other.path.length - one.path.length,
    )[0];

/** Whether requests for a path still reach a model: its host is served, by the path or by one that includes it. */
const covers = (served: ClientPath, { host, path }: ClientPath): boolean =>
  (served.host === undefined || served.host === host) &&
  (served.path === path || `${path}/`.startsWith(`${served.path.replace(/\/$/, "")}/`));

const pages = sentencesOf("People of pages");

/** People who open pages with a log-in, by the groups that the proxy of each page admits. */
export const pageGroups: Topic = {
  title: "People of pages",
  lines: ({ before, after }) =>
    logInProxiesOf(before).flatMap(({ page, groups }) => {
      const is = logInProxiesOf(after).find((each) => each.page === page);
      if (!is) return [];
      const { resource } = is.pods.owner;
      const { lost, gained } = differingItems(groups, is.groups);
      const pageLine = (name: "ended" | "opened", who: Phrase) => pages.line(name, resource, { page, who });
      // without a group, the proxy admits each person who logs in
      if (!groups[0] && gained[0]) return [pageLine("ended", say`not in the group ${joinValues(gained)}`)];
      if (groups[0] && !is.groups[0]) return [pageLine("opened", ["of any group or none"])];
      return [
        ...(lost.length > 0 ? [pageLine("ended", say`only in the group ${joinValues(lost)}`)] : []),
        ...(gained.length > 0 ? [pageLine("opened", say`of the group ${joinValues(gained)}`)] : []),
      ];
    }),
};
