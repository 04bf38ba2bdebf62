import { type Layer } from "../../base/layers";
import { Aws } from "../deploy/aws";
import { UserError } from "../../base/errors";
import { type Looking } from "./connected";
import { type TeardownFacts } from "./facts";
import { Look, tagsOf } from "./look";
import { type Item } from "./step";
import { stepsOf } from "./steps";
import { wordsOf } from "./texts";

/**
 * Leftovers in AWS of layers whose state has no resources: finds of the steps, and what the tagging API lists with the tag of
 * the environment. A layer with resources in its state is not searched: Terraform knows them.
 */
export async function leftoversOf(session: Looking, facts: TeardownFacts): Promise<readonly Item[]> {
  const look = new Look(session, facts);
  const gone = new Set<Layer>();
  for (const layer of facts.layers) if (!(await look.hasResources(layer))) gone.add(layer);
  const found: Item[] = [];
  for (const step of stepsOf(facts).filter(({ layer, needs }) => needs === "aws" && gone.has(layer)))
    found.push(...(await orNotLooked(step.title, () => step.find(look))));
  const known = new Set(found.map(({ id }) => id));
  for (const region of facts.regions)
    for (const item of await orNotLooked(`tags in ${region}`, () => tagged(session, facts, region, gone)))
      if (![...known].some((id) => item.id.endsWith(id))) {
        known.add(item.id);
        found.push(item);
      }
  return found.map((item) => ({ ...item, treatment: "name" }));
}

async function orNotLooked(title: string, find: () => Promise<readonly Item[]>): Promise<readonly Item[]> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [{ kind: "not looked at", id: title, treatment: "name", because: error.message, remove: [] }];
  }
}

const TAGGED = "aws resourcegroupstaggingapi get-resources";

/** Resources with the tag of the environment and of a layer that is gone. */
async function tagged(
  { programs }: Looking,
  { environment }: TeardownFacts,
  region: string,
  gone: ReadonlySet<string>,
): Promise<Item[]> {
  const aws = new Aws(programs, region);
  const filter = ["--tag-filters", `Key=environment,Values=${environment}`];
  const found: Item[] = [];
  for (const each of await aws.list("ResourceTagMappingList", TAGGED.replace("aws ", ""), ...filter)) {
    const arn = String(each["ResourceARN"]);
    const layer = tagsOf(each["Tags"])["layer"];
    if (layer !== undefined && !gone.has(layer)) continue;
    if (await isEnding(aws, arn)) continue;
    found.push({
      kind: "tagged resource",
      id: arn,
      treatment: "name",
      because: `tag environment=${environment}, which other teams can also set; AWS lists some deleted resources for hours`,
      remove: wordsOf(TAGGED, "--region", region, "--resource-arn-list", arn),
    });
  }
  return found;
}

/** Whether a key waits for its deletion, or a gateway, endpoint or connection is deleted. */
async function isEnding(aws: Aws, arn: string): Promise<boolean> {
  const [, kind = "", id = ""] = /:(key|natgateway|vpc-endpoint)\/(.+)$/.exec(arn) ?? [];
  const calls: Readonly<Record<string, string>> = {
    key: "kms describe-key --query KeyMetadata.KeyState --key-id",
    natgateway: "ec2 describe-nat-gateways --query NatGateways[0].State --nat-gateway-ids",
    "vpc-endpoint": "ec2 describe-vpc-endpoints --query VpcEndpoints[0].State --vpc-endpoint-ids",
  };
  const call = calls[kind];
  if (call === undefined) return false;
  const answer = await aws.try(call, id);
  return "value" in answer ? /delet/i.test(String(answer.value)) : /NotFound/.test(answer.error);
}
