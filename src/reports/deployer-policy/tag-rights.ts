import { IDENTITY_TAG } from "../../facts/identity-tag";
import { type PolicyStatement } from "../../facts/iam";
import { type Layer } from "../../base/layers";
import { type Conditions, type Grant } from "./grants";
import { type LayerNames } from "./layer-names";
import { ownTags } from "./own-tags";

/** Changes of tags of services whose conditions read tags. */
const TAGGING =
  /^(acm|backup|ec2|kms|route53resolver):(?!Describe|List)\w*[Tt]ag|^iam:(Unt|T)agOpenIDConnectProvider$/;
const REMOVES = /:(Delete|Remove|Un)[Tt]ag/;
/** Tags that conditions read, or that name who owns an object. */
const READ_TAGS = [IDENTITY_TAG, "environment", "layer"] as const;

/**
 * Denials of calls that remove or rewrite the tags which conditions read: with them, an object of one layer or
 * environment could become one of another. A call that gives none of these tags is not denied.
 */
export function tagDenials({ plan }: LayerNames, layer: Layer, grants: readonly Grant[]): PolicyStatement[] {
  const giving = givingIn(grants);
  const denied = (Action: string[], Condition: Conditions): PolicyStatement[] =>
    Action.length === 0 ? [] : [{ Effect: "Deny", Action, Resource: "*", Condition }];
  const rewrites = (tag: string): Conditions => ({
    StringNotEquals: ownTags(plan, layer, "aws:RequestTag", [tag])["StringEquals"] ?? {},
    Null: { [`aws:RequestTag/${tag}`]: "false" },
  });
  return [
    ...denied(
      taggingIn(grants).filter((each) => REMOVES.test(each)),
      { "ForAnyValue:StringEquals": { "aws:TagKeys": READ_TAGS } },
    ),
    ...(giving.length === 0 ? [] : READ_TAGS.flatMap((tag) => denied(giving, rewrites(tag)))),
  ];
}

/**
 * Permissions to give the tag that identifies the environment to objects from before it, which have its other tags.
 * Another team can have objects with these tags too, so that the permissions are for one apply, and for tags alone.
 */
export const tagMigration = ({ plan }: LayerNames, layer: Layer, grants: readonly Grant[]): Grant[] =>
  givingIn(grants).map((action) => ({
    action,
    resources: ["*"],
    condition: {
      StringEquals: {
        ...ownTags(plan, layer, "aws:RequestTag", [IDENTITY_TAG])["StringEquals"],
        ...ownTags(plan, layer, "aws:ResourceTag", ["environment", "layer"])["StringEquals"],
      },
      Null: { [`aws:ResourceTag/${IDENTITY_TAG}`]: "true" },
    },
    isRead: false,
    isCreation: true,
  }));

const taggingIn = (grants: readonly Grant[]): string[] =>
  [...new Set(grants.map(({ action }) => action))].filter((each) => TAGGING.test(each)).sort();

const givingIn = (grants: readonly Grant[]): string[] =>
  taggingIn(grants).filter((each) => !REMOVES.test(each));
