import { type Gap } from "./facts/unrecorded";
import { type Layer, LAYERS } from "../../base/layers";
import { type AwsLocation } from "../../facts/aws";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { rolesOf } from "../../infrastructure/identity-roles";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { COMMAND_USES, type CommandUse } from "./facts/command-calls";
import { boundaryOf } from "./boundary";
import { commandGrants } from "./command-grants";
import { type PolicyStatement } from "../../facts/iam";
import { attachableOf, type PolicyDocument, refuseTooMany } from "./documents";
import { emittedBoundaryOf } from "./emitted-boundary";
import { type Grant } from "./grants";
import { type LayerGrants, layerGrants } from "./layer-grants";
import { withPatterns } from "./name-patterns";
import { boundaryFile, roleBoundariesOf } from "../../deploy/role-boundary";
import { denialsOf } from "./role-boundary";
import { roleReach } from "./role-reach";
import { roleUsesOf } from "./role-uses";
import { tagDenials, tagMigration } from "./tag-rights";
import { homeOf, knownText } from "../../infrastructure/text-references";

/**
 * Uses of each layer: what a plan reads, what an apply needs, and what an apply needs beside it that creates objects whose tags do
 * not count yet.
 */
export const USES = ["plan", "apply", "create"] as const;

export type GrantUse = (typeof USES)[number];

/** Layers that are planned before the merge. */
export const PULL_REQUEST_LAYERS: readonly Layer[] = ["state", "network", "cluster"];

export interface LayerPolicies {
  readonly layer: Layer;
  readonly documents: Readonly<Record<GrantUse, readonly PolicyDocument[]>>;
  /** Actions that no recorded call shows, sorted. */
  readonly unproven: readonly { readonly action: string; readonly gap: Gap }[];
}

/** Policies of the commands that call AWS without Terraform. */
export interface CommandPolicies {
  readonly use: CommandUse;
  readonly documents: readonly PolicyDocument[];
}

export interface EnvironmentPolicies {
  readonly environment: string;
  /** Whether the policies of a creation also give the tag that identifies the environment to objects from before it. */
  readonly migrates: boolean;
  /** Account and region of the environment. */
  readonly home: AwsLocation;
  readonly layers: readonly LayerPolicies[];
  /** Policies of a plan before the merge, which locks no state and stores nothing. */
  readonly pullRequest: readonly PolicyDocument[];
  readonly commands: readonly CommandPolicies[];
  readonly boundary: PolicyDocument;
  /** Boundaries of the emitted roles; none where these have none. */
  readonly emittedBoundaries: readonly EmittedBoundary[];
  /** Types without permissions, since no table has a row for them, with their layers. */
  readonly notJudged: readonly LayerType[];
  /** Such types of which only own Terraform files have blocks. */
  readonly notCovered: readonly LayerType[];
}

/** A boundary of the emitted roles. */
export interface EmittedBoundary {
  /** ARN that the roles name. */
  readonly arn: string;
  /** A document for it. */
  readonly document: PolicyDocument;
  /** Its document in the folder of the environment. */
  readonly file: string;
  readonly roles: readonly { readonly layer: Layer; readonly name: string }[];
  /** Lines on what it leaves. */
  readonly reach: readonly string[];
}

export interface LayerType {
  readonly layer: Layer;
  readonly type: string;
}

interface PolicyOptions {
  /** Whether the objects of the environment may be from before the tag that identifies it. @default false */
  readonly migrates?: boolean;
}

/** Policies of the layers of an environment that `chosen` names. */
export function environmentPolicies(
  plan: EnvironmentPlan,
  chosen: readonly Layer[] = LAYERS,
  { migrates = false }: PolicyOptions = {},
): EnvironmentPolicies {
  const layers = chosen.filter((layer) => plan.stack(layer) !== undefined);
  const all = layers.map((layer) => ({ layer, ...layerGrants(plan, layer) }));
  const unknown = all.flatMap(({ layer, notJudged }) => notJudged.map((type) => ({ layer, type })));
  return {
    environment: plan.name,
    migrates,
    home: homeOf(plan),
    layers: all.map((each) => layerPolicies(plan, each, migrates)),
    pullRequest: attachableOf(
      `${plan.name}: pull-request`,
      all
        .filter(({ layer }) => PULL_REQUEST_LAYERS.includes(layer))
        // For each layer, so that no pattern is wider than those of its plan.
        .flatMap(({ grants }) =>
          withPatterns(
            plan,
            grants.filter(({ isRead, writes }) => isRead && writes === undefined),
          ),
        ),
    ),
    commands: COMMAND_USES.map((use) => ({
      use,
      documents: attachableOf(`${plan.name}: ${use}`, withPatterns(plan, commandGrants(plan, layers, use))),
    })),
    boundary: boundaryOf(plan, all),
    emittedBoundaries: emittedBoundaries(plan),
    notJudged: unknown.filter((each) => !isOfOwnFiles(plan, each)),
    notCovered: unknown.filter((each) => isOfOwnFiles(plan, each)),
  };
}

function emittedBoundaries(plan: EnvironmentPlan): EmittedBoundary[] {
  const all = roleBoundariesOf(plan);
  return all.map((arn) => {
    const roles = rolesOf(plan).all.filter(
      ({ resource: { layer, config } }) =>
        all.length === 1 || knownText(plan, { layer, value: config.permissions_boundary }) === arn,
    );
    const document = emittedBoundaryOf(plan, roles);
    return {
      arn,
      document,
      file: boundaryFile(arn, all),
      roles: roles.map(({ resource: { layer }, name }) => ({ layer, name })),
      reach: roleReach(document, roleUsesOf(plan, roles)),
    };
  });
}

/** Whether no generated block has a type; the type of a data source begins with `data.`. */
const isOfOwnFiles = (plan: EnvironmentPlan, { layer, type }: LayerType): boolean =>
  plan
    .resources(type)
    .filter((resource) => resource.layer === layer)
    .every((resource) => isOwn(plan, resource));

function layerPolicies(
  plan: EnvironmentPlan,
  { layer, names, grants }: LayerGrants & { readonly layer: Layer },
  migrates: boolean,
): LayerPolicies {
  const created = [
    ...grants.filter(({ isCreation }) => isCreation),
    ...(migrates ? tagMigration(names, layer, grants) : []),
  ];
  const applied = grants.filter(({ isCreation, writes }) => !isCreation && writes !== "stored plan");
  const reads = grants.filter(({ isRead }) => isRead);
  const documents = (use: GrantUse, held: readonly Grant[], denials: readonly PolicyStatement[] = []) =>
    attachableOf(`${plan.name}-${layer}: ${use}`, withPatterns(plan, held), denials);
  const apply = documents("apply", applied, [...denialsOf(plan, names), ...tagDenials(names, layer, grants)]);
  const create = documents("create", created);
  refuseTooMany(`${plan.name}-${layer}: apply and create`, [...apply, ...create]);
  return {
    layer,
    documents: { plan: documents("plan", reads), apply, create },
    unproven: unprovenOf(grants),
  };
}

function unprovenOf(grants: readonly Grant[]): LayerPolicies["unproven"] {
  const proven = new Set(grants.filter(({ unproven }) => unproven === undefined).map(({ action }) => action));
  const unproven = new Map<string, Gap>();
  for (const { action, unproven: gap } of grants)
    if (gap !== undefined && !proven.has(action) && !unproven.has(action)) unproven.set(action, gap);
  return [...unproven]
    .map(([action, gap]) => ({ action, gap }))
    .sort((a, b) => (a.action < b.action ? -1 : 1));
}
