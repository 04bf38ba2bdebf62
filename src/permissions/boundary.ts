import { type PolicyStatement } from "../core/iam";
import { LARGEST_POLICY, type PolicyDocument, documentOf, sizeOf, statementsOf } from "./documents";
import { type LayerGrants } from "./layer-grants";

/** Services whose actions a boundary lists one by one, since some of them give permissions. */
const LISTED = /^(iam|sts):/;
/** Services without regions. */
const GLOBAL = /^(route53|s3):/;

/**
 * Upper limit of all layers: any action of the services in use, in the regions in use, but of IAM and STS only the actions and
 * roles of the layers. Roles become `*` where the document is too large otherwise.
 */
export function boundaryOf(layers: readonly LayerGrants[]): PolicyDocument {
  const grants = layers.flatMap((layer) => layer.grants);
  const services = (matches: (action: string) => boolean): string[] =>
    [
      ...new Set(
        grants.filter(({ action }) => matches(action)).map(({ action }) => action.replace(/:.*/, ":*")),
      ),
    ].sort();
  const regions = [...new Set(layers.flatMap(({ names }) => names.regions))].sort();
  const wide: PolicyStatement[] = [
    {
      Effect: "Allow",
      Action: services((action) => !LISTED.test(action) && !GLOBAL.test(action)),
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": regions } },
    },
    { Effect: "Allow", Action: services((action) => GLOBAL.test(action)), Resource: "*" },
  ].filter(({ Action }) => Action.length > 0) as PolicyStatement[];
  const listed = grants.filter(({ action }) => LISTED.test(action));
  const exact = documentOf([...wide, ...statementsOf(listed)]);
  if (sizeOf(exact) <= LARGEST_POLICY) return exact;
  const roles = listed.map((grant) => ({
    ...grant,
    resources: grant.resources.map((arn) => arn.replace(/:role\/(?!aws-service-role\/).*/, ":role/*")),
  }));
  return documentOf([...wide, ...statementsOf(roles)]);
}
