import { type Logger, loggersOf } from "../../infrastructure/access-logs";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Json } from "../../terraform/stack-json";
import { type Edit } from "../comparison/edit";
import { type Phrase, say } from "../stages/phrase";
import { type Topic, type TopicLine } from "./topic";

/** Buckets and load balancers that begin or end to log their requests, or log to another bucket. */
export const accessLogs: Topic = {
  title: "Access logs",
  lines: ({ before, after }) => {
    const old = byPlace(before);
    // A destroyed resource has a line of its own.
    return [...byPlace(after)].flatMap(([place, logger]) => linesOf(old.get(place), logger));
  },
  judges: (changed, edit, { before, after }) => {
    if (!("type" in changed)) return false;
    if (edit !== undefined) return isOnlyLogs(edit);
    const { type, action, layer } = changed;
    const bucket = changed.after?.["bucket"] ?? changed.before?.["bucket"];
    // A line needs the bucket: another one is not known here.
    return (
      type === "aws_s3_bucket_logging" &&
      action !== "replace" &&
      (changed.after ? after : before).target({ layer, value: bucket }) !== undefined
    );
  },
};

const byPlace = (plan: EnvironmentPlan): ReadonlyMap<string, Logger> =>
  new Map(loggersOf(plan).map((logger) => [`${logger.resource.layer}/${logger.resource.address}`, logger]));

function linesOf(before: Logger | undefined, { resource, to }: Logger): TopicLine[] {
  const { layer, address } = resource;
  const line = (level: TopicLine["level"], text: Phrase): TopicLine[] => [{ level, layer, address, text }];
  const was = before?.to;
  if (!to) return was ? line("attention", say`access logs: ${address} no longer logs its requests`) : [];
  if (was?.bucketName === to.bucketName) return [];
  const isOwn = to.bucket !== undefined;
  const where = isOwn ? [] : say` to ${to.bucketName}, a bucket that is not of this environment`;
  return line(isOwn ? "info" : "attention", say`access logs: ${address} now logs its requests${where}`);
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
