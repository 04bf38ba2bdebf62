import { type Gap } from "./facts/unrecorded";
import { type Conditions, type Grant, type GrantScope } from "./grants";
import { hasKeys, tagsOfNewKeys } from "./key-scopes";
import { type LayerNames } from "./layer-names";
import { identityProviderNames } from "./named-objects";
import { UNTAGGED, environmentTag } from "./own-tags";

/**
 * First calls on a new key. KMS takes up to five minutes until its tags count (KMS developer guide,
 * "tag-authorization", read 2026-11-25).
 */
const FIRST_KEY_CALLS =
  /^kms:(CreateAlias|CreateGrant|DescribeKey|EnableKeyRotation|GetKeyPolicy|GetKeyRotationStatus|ListResourceTags|RetireGrant)$/;
/** Uses of a new key by a service for the deployer, and never by the deployer itself. */
const USES_BY_SERVICES = /^kms:(Decrypt|GenerateDataKey)$/;

interface Row {
  readonly actions: RegExp;
  readonly scopes: (names: LayerNames) => readonly GrantScope[];
}

/** Tags that a call gives to an object which has none. */
const givingTags = (names: LayerNames): Conditions => ({
  ...environmentTag(names, "aws:RequestTag"),
  ...UNTAGGED,
});

const newKeys = (names: LayerNames, condition: Conditions): GrantScope[] =>
  hasKeys(names) ? [{ resources: names.regional("kms", ["key/*"]), condition }] : [];

/** Objects without tags. They can be those of other teams, so that these permissions are apart from those of an apply. */
const ROWS: readonly Row[] = [
  {
    actions: /^iam:CreateOpenIDConnectProvider$/,
    scopes: (names) => [
      {
        resources: names.global("iam", identityProviderNames(names)),
        condition: environmentTag(names, "aws:RequestTag"),
      },
    ],
  },
  { actions: /^kms:TagResource$/, scopes: tagsOfNewKeys },
  {
    actions: FIRST_KEY_CALLS,
    scopes: (names) => newKeys(names, UNTAGGED),
  },
  {
    actions: USES_BY_SERVICES,
    scopes: (names) => newKeys(names, { Null: { ...UNTAGGED["Null"], "kms:ViaService": "false" } }),
  },
  {
    actions: /^iam:TagOpenIDConnectProvider$/,
    scopes: (names) => [
      { resources: names.global("iam", ["oidc-provider/*"]), condition: givingTags(names) },
    ],
  },
  {
    actions: /^acm:AddTagsToCertificate$/,
    scopes: (names) => [
      { resources: names.regional("acm", ["certificate/*"]), condition: givingTags(names) },
    ],
  },
  {
    actions: /^backup:TagResource$/,
    scopes: (names) => [
      { resources: names.regional("backup", ["backup-plan:*"]), condition: givingTags(names) },
    ],
  },
  {
    actions: /^route53resolver:TagResource$/,
    scopes: (names) => [
      { resources: names.regional("route53resolver", ["resolver-endpoint/*"]), condition: givingTags(names) },
    ],
  },
  // RDS makes the secret of a password.
  {
    actions: /^secretsmanager:(CreateSecret|TagResource)$/,
    scopes: (names) => [{ resources: names.regional("secretsmanager", ["secret:rds!*"]) }],
  },
  // An interface endpoint with private names needs it for a zone of AWS.
  {
    actions: /^route53:AssociateVPCWithHostedZone$/,
    scopes: (names) => [{ resources: [`arn:${names.partition}:route53:::hostedzone/*`] }],
  },
  // AWS makes a default group with each VPC, and does not tag it.
  {
    actions: /^ec2:(CreateTags|RevokeSecurityGroup(Egress|Ingress))$/,
    scopes: (names) =>
      names.blocks().some(({ type }) => type === "aws_default_security_group")
        ? [{ resources: names.regional("ec2", ["security-group/*"]), condition: UNTAGGED }]
        : [],
  },
];

/**
 * Permissions of an apply that creates objects whose tags do not count yet, or that have none. They are attached for such an apply
 * only: with them, what other teams left without tags can be reached.
 *
 * @param needed actions of the layer, each with the reason why no recorded call shows it
 */
export const creationGrants = (names: LayerNames, needed: ReadonlyMap<string, Gap | undefined>): Grant[] =>
  [...needed].flatMap(([action, unproven]) =>
    ROWS.filter((row) => row.actions.test(action))
      .flatMap(({ scopes }) => scopes(names))
      .map((scope): Grant => ({
        action,
        isRead: false,
        isCreation: true,
        ...(unproven === undefined ? {} : { unproven }),
        ...scope,
      })),
  );
