import { accessLogsOf, type Logger } from "../../infrastructure/access-logs";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Json } from "../../terraform/stack-json";
import { type Edit } from "../change";
import { sentencesOf } from "./named";
import { keyOfPlace, type Topic, type TopicLine } from "./topic";

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
