import { block, groupBy, isFalse, isTrue, text, valueOf } from "../../infrastructure/blocks";
import { loadBalancersOf } from "../../infrastructure/load-balancers";
import { resolveReferences } from "../../infrastructure/references";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Json } from "../../terraform/stack-json";
import { type Phrase, joined, plain, say } from "../stages/phrase";
import { existenceIn } from "./both-sides";
import { type Topic, gainedAndLost } from "./topic";

interface Exposed {
  readonly resource: PlannedResource;
  readonly kind: "port" | "subnet" | "bucket";
  /** @default - no port */
  readonly port?: number;
  readonly what: Phrase;
}

export const exposure: Topic = {
  title: "Internet exposure",
  lines: (change) => {
    const { wasThere, isThere } = existenceIn(change);
    const [was, is] = [exposedIn(change.before, wasThere), exposedIn(change.after, isThere)];
    const { gained, lost } = gainedAndLost(was, is);
    const place = ({ layer, address }: PlannedResource) => ({ layer, address });
    return [
      ...together(gained).map(({ resource, kind, what }) => ({
        level: "attention" as const,
        ...(kind === "subnet" ? {} : { harm: EXPOSED[kind] }),
        ...place(resource),
        text: say`now: ${what}`,
      })),
      ...together(lost).map(({ resource, what }) => ({
        level: "info" as const,
        ...place(resource),
        text: say`no longer: ${what}`,
      })),
    ];
  },
  judges: (changed, edit) =>
    edit === undefined
      ? "action" in changed &&
        changed.action === "add" &&
        changed.type === "aws_subnet" &&
        isKnown(changed.after?.["map_public_ip_on_launch"])
      : isKnown(edit.after) &&
        ((changed.address.startsWith("aws_subnet.") && edit.argument === "map_public_ip_on_launch") ||
          (changed.address.startsWith("aws_s3_bucket_public_access_block.") &&
            BLOCKS.includes(edit.argument))),
};

const EXPOSED = { port: "open to everyone", bucket: "less protection" } as const;

/** A value that only an apply knows can expose. */
const isKnown = (value: Json | undefined): boolean => value === undefined || isTrue(value) || isFalse(value);

/** One line for the ports of one load balancer, and for each kind of other exposures. */
function together(exposed: readonly Exposed[]): Exposed[] {
  const alike = groupBy(
    exposed,
    ({ resource, kind }) => `${kind} ${kind === "port" ? resource.address : ""}`,
  );
  return [...alike.values()].flatMap((all): Exposed[] => {
    const [first, ...more] = all;
    if (!first) return [];
    if (more.length === 0 || first.kind === "bucket") return [...all];
    const rest =
      first.kind === "port"
        ? [", ", ...joined(more.map(({ port = 0 }) => say`${port}`))]
        : say` and ${more.length} more`;
    return [{ ...first, what: [...first.what, ...rest] }];
  });
}

function exposedIn(
  plan: EnvironmentPlan,
  exists: (resource: PlannedResource) => boolean,
): Map<string, Exposed> {
  const exposed: Exposed[] = [
    ...loadBalancersOf(plan)
      .filter(({ internetFacing }) => internetFacing === true)
      .flatMap(({ name, resource, listeners }) =>
        listeners.map((port) => ({
          resource,
          kind: "port" as const,
          port,
          what: say`${name} is open to the internet (internet-facing) on port ${port}`,
        })),
      ),
    ...plan
      .resources("aws_subnet")
      .filter(({ config }) => isTrue(config.map_public_ip_on_launch))
      .map((resource) => ({
        resource,
        kind: "subnet" as const,
        what: say`instances in subnet ${nameOf(resource)} get a public address`,
      })),
    ...plan.resources("aws_s3_bucket_public_access_block").flatMap((resource) => openBucket(plan, resource)),
  ];
  return new Map(exposed.filter(({ resource }) => exists(resource)).map((each) => [plain(each.what), each]));
}

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

function openBucket(plan: EnvironmentPlan, resource: PlannedResource): Exposed[] {
  const off = BLOCKS.filter((key) => !isTrue(resource.config[key]));
  const bucket = resolveReferences(plan, valueOf(resource, resource.config["bucket"]));
  return off.map((key) => ({
    resource,
    kind: "bucket" as const,
    what: say`bucket ${bucket} does not enable ${key}`,
  }));
}

/** A name that is independent of the address, so that a move changes nothing. */
const nameOf = ({ config, address }: PlannedResource): string =>
  text(config["name"]) ?? text(block(config["tags"])["Name"]) ?? address;
