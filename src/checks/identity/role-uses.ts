import facts from "./roles-by-name.json";
import { blockAddress } from "../../terraform/terraform-references";
import { LAYERS } from "../../base/layers";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { blocks, type Json, type JsonObject, text, textsIn } from "../../terraform/stack-json";
import { type Role, rolesOf } from "../../infrastructure/identity-roles";

/** Roles for services that no block and no output uses. The trust of any other role names who uses it. */
export const unusedRolesOf = (plan: EnvironmentPlan): Role[] =>
  rolesOf(plan).all.filter(
    (role) => isForServices(role) && !facts.names.includes(role.name) && !isUsed(plan, role),
  );

/** Instance profiles that no block and no output uses. That of an unused role is found as the role. */
export function unusedProfilesOf(plan: EnvironmentPlan): { profile: PlannedResource; role: Role }[] {
  const unused = new Set(unusedRolesOf(plan));
  return plan.resources("aws_iam_instance_profile").flatMap((profile) => {
    const role = rolesOf(plan).of(inLayer(profile, profile.config.role));
    if (role === undefined || unused.has(role) || isReferred(plan, profile)) return [];
    const name = text(profile.config.name) ?? profile.name;
    const isNamedAsProfile = usersIn(plan).some(
      ({ config }) => namesIn(config).includes(name) || textsIn(config).some(namesProfile(name)),
    );
    return isNamedAsProfile ? [] : [{ profile, role }];
  });
}

/** Whether a text has a profile by its ARN, or by its name as the value of a key: `instanceProfile: name`. */
const namesProfile = (name: string): ((value: string) => boolean) => {
  const place = new RegExp(`(?:instance-profile/|[pP]rofile"?\\s*[:=]\\s*"?)${escaped(name)}(?![\\w+=,.@-])`);
  return (value) => value.includes("rofile") && place.test(value);
};

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const isForServices = ({ trust }: Role): boolean =>
  trust.length > 0 &&
  trust.every(
    ({ principals }) => principals.length > 0 && principals.every(({ kind }) => kind === "Service"),
  );

function isUsed(plan: EnvironmentPlan, { resource, name }: Role): boolean {
  const profiles = plan
    .resources("aws_iam_instance_profile")
    .filter((each) => rolesOf(plan).of(inLayer(each, each.config.role))?.resource === resource);
  const names = [name, ...profiles.flatMap(({ config }) => text(config.name) ?? [])];
  return (
    [resource, ...profiles].some((each) => isReferred(plan, each)) ||
    isNamed(plan, resource, name) ||
    usersIn(plan).some(({ config }) => namesIn(config).some((each) => names.includes(each)))
  );
}

/** Values of arguments for a role or a profile, which have its name in a plan of Terraform. */
function namesIn(config: JsonObject, isOfProfile = false): string[] {
  return Object.entries(config).flatMap(([key, value]) => {
    const isProfile = isOfProfile || /profile/.test(key);
    if (typeof value !== "string") return blocks(value).flatMap((each) => namesIn(each, isProfile));
    return isProfile || /role/.test(key) ? [value] : [];
  });
}

/** Whether a block, an output or a module has a reference to a block, besides what belongs to a role. */
function isReferred(plan: EnvironmentPlan, block: PlannedResource): boolean {
  const { output, locals, module, provider } = plan.stack(block.layer)?.json ?? {};
  const others = [output, locals, module, provider].map((section) => section ?? null);
  return (
    refersTo(block, others) ||
    usersIn(plan).some(({ layer, config }) => layer === block.layer && refersTo(block, config))
  );
}

/** Whether another block or an output has the ARN of a role as text. */
function isNamed(plan: EnvironmentPlan, role: PlannedResource, name: string): boolean {
  const arn = new RegExp(`:role/(?:[^"\\s]*/)?${escaped(name)}(?![\\w+=,.@-])`);
  const outputs = LAYERS.map((layer) => plan.stack(layer)?.json["output"] ?? null);
  return [
    ...outputs,
    ...usersIn(plan)
      .filter((each) => each !== role)
      .map(({ config }) => config),
  ].some((value) => textsIn(value).some((each) => each.includes(":role/") && arn.test(each)));
}

const usersIn = (plan: EnvironmentPlan): PlannedResource[] =>
  plan.all.filter(({ type }) => !facts.attachments.includes(type));

/** `depends_on` has addresses without a template, and uses nothing. */
function refersTo(block: PlannedResource, value: Json): boolean {
  const address = blockAddress(block.address).replaceAll(".", "\\.");
  const reference = new RegExp(`(?<![\\w.])${address}(?![\\w-])`);
  return textsIn(value).some(
    (each) => each.includes("${") && each.includes(block.name) && reference.test(each),
  );
}
