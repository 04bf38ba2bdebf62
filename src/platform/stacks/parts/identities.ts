import { type Construct } from "constructs";
import { type Part } from "../../contract";
import { IrsaRole } from "../../irsa-role";
import { type AwsLocation, managedPolicyArn } from "../../../facts/aws";
import { type PolicyStatement } from "../../../facts/iam";
import { scopePlaceAt } from "./scopes";
import { type IOidcProvider } from "../../constructs/identity/irsa-trust";

type Identity = Part["identities"][number];

export interface IdentityHost {
  readonly location: AwsLocation;
  /** Prefix of IAM role names. */
  readonly namePrefix: string;
  readonly oidc: IOidcProvider;
  /** Key of the cluster. @default - this layer does not know it */
  readonly kmsKeyArn?: string;
}

/** The identity of a part that one of its releases names. */
export function identityOf(part: Part, name: string): Identity {
  const found = part.identities.find((identity) => identity.name === name);
  if (!found) throw new Error(`${part.title} has no identity ${name}`);
  return found;
}

/** The role of an identity, below the construct of its part. */
export function createRole(scope: Construct, identity: Identity, host: IdentityHost): IrsaRole {
  const { name, id, description, trust, statements, managedPolicy } = identity;
  const [parent, own] = scopePlaceAt(scope, id);
  return new IrsaRole(parent, own, {
    roleName: `${host.namePrefix}-${name}`,
    description,
    oidc: host.oidc,
    serviceAccount: { namespace: trust.namespace, name: trust.serviceAccount },
    ...(statements ? { statements: statementsOf(identity, host) } : {}),
    ...(managedPolicy === undefined
      ? {}
      : { managedPolicyArn: managedPolicyArn(host.location, managedPolicy) }),
  });
}

function statementsOf(
  { name, statements = [] }: Identity,
  { kmsKeyArn }: IdentityHost,
): readonly PolicyStatement[] {
  if (typeof statements !== "function") return statements;
  if (kmsKeyArn === undefined)
    throw new Error(`${name} needs the key of the cluster, which this layer has not`);
  return statements({ kmsKeyArn });
}
