import { accessLogsOf, type Logger } from "../../infrastructure/access-logs";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Json, asObject, block } from "../../terraform/stack-json";
import { type Edit, type ResourceChange } from "../change";
import { sentencesOf } from "./named";
import { keyOfPlace, type Topic, type TopicLine, editsOf } from "./topic";
import { say, fromTo, firstAndMore } from "../stages/phrase";

const { line } = sentencesOf("Access logs");

/** Buckets and load balancers that begin or end to log their requests, or log to another bucket. */
export const accessLogsTopic: Topic = {
  title: "Access logs",
  lines: ({ before, after }) => {
    const old = byPlace(before);
    // A destroyed resource has a line of its own.
    return [...byPlace(after)].flatMap(([place, logger]) => linesOf(old.get(place), logger));
  },
  // A line needs the bucket: another one is not known here.
  judgesBlock: ({ type, action, layer, before: old, after: now }, { before, after }) =>
    type === "aws_s3_bucket_logging" &&
    action !== "replace" &&
    (now ? after : before).target({ layer, value: now?.["bucket"] ?? old?.["bucket"] }) !== undefined,
  judgesEdit: (_, edit) => isOnlyLogs(edit),
};

const byPlace = (plan: EnvironmentPlan): ReadonlyMap<string, Logger> =>
  new Map(accessLogsOf(plan).loggers.map((logger) => [keyOfPlace(logger.resource), logger]));

function linesOf(before: Logger | undefined, { resource, to }: Logger): TopicLine[] {
  const was = before?.to;
  if (!to) return was ? [line("ended", resource)] : [];
  if (was?.bucketName === to.bucketName) return [];
  return [to.bucket ? line("begun", resource) : line("elsewhere", resource, { bucket: to.bucketName })];
}

/** Attributes of a load balancer that its controller makes. */
const ATTRIBUTES = /load-balancer-attributes$/;

/** True where nothing but access logs differs. */
function isOnlyLogs({ path, before, after }: Edit): boolean {
  const others = (value: Json | undefined): string =>
    String(value ?? "")
      .split(",")
      .filter((each) => each !== "" && !each.trim().startsWith("access_logs."))
      .sort()
      .join();
  return ATTRIBUTES.test(path) && others(before) === others(after);
}

const routed = sentencesOf("Log routers");

/**
 * Configurations of log routers: those of Fargate, and files of Fluent Bit. A wrong line ends the logs without a message.
 *
 * Source: EKS user guide, "Start AWS Fargate logging for your cluster" (read 2026-11-22).
 */
export const logRouters: Topic = {
  title: "Log routers",
  lines: ({ resources }) => resources.filter(isRouter).flatMap(routerLines),
  judgesBlock: (resource) => isRouter(resource) && resource.action === "destroy",
};

function routerLines(router: ResourceChange): TopicLine[] {
  if (router.action === "destroy") return [routed.line("removed", router)];
  const edits = editsOf(router, "data");
  const [first, ...others] = edits;
  if (!first) return [];
  const more = others.length === 0 ? [] : say`; also ${firstAndMore(others.map(({ path }) => path))}`;
  return [routed.line("other way", router, { path: first.path, change: fromTo(first), more }, { edits })];
}

const isRouter = ({ type, before, after }: ResourceChange): boolean =>
  type.startsWith("kubernetes_config_map") && [before, after].some(isConfiguration);

function isConfiguration(config: ResourceChange["before"] = {}): boolean {
  const texts = Object.values(asObject(config["data"])).join("\n");
  return block(config["metadata"])["name"] === "aws-logging" || /^\s*\[(OUTPUT|FILTER|INPUT)\]/m.test(texts);
}
