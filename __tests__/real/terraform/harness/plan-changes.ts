/** Action of a plan on a resource. Reading a data source is no change. */
export type Action = "create" | "update" | "delete" | "replace" | "forget" | "move" | "import";

/** Changes of a plan as `action address`, sorted. A changed output is `action output.name`. */
export function plannedChanges(plan: PlanJson): string[] {
  const resources = (plan.resource_changes ?? []).flatMap((resource) => {
    const action = actionOf(resource);
    return action ? [`${action} ${resource.address}`] : [];
  });
  const outputs = Object.entries(plan.output_changes ?? {}).flatMap(([name, { actions }]) => {
    const action = changeOf(actions);
    return action ? [`${action} output.${name}`] : [];
  });
  return [...resources, ...outputs].sort();
}

/** Values of a resource after an apply of the plan, as far as the plan knows them. */
export function plannedValues(plan: PlanJson, address: string): Values {
  const after = plan.resource_changes?.find((resource) => resource.address === address)?.change.after;
  if (!after) throw new Error(`the plan has no ${address} after the apply`);
  return after;
}

/** The changes in the output of `terraform show -json PLAN`. */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Change>>;
}

export interface ResourceChange {
  readonly address: string;
  readonly mode?: string;
  readonly previous_address?: string;
  readonly change: Change;
}

type Values = Readonly<Record<string, unknown>>;

export interface Change {
  readonly actions: readonly string[];
  readonly before?: Values | null;
  readonly after?: Values | null;
  readonly importing?: unknown;
}

function actionOf({ previous_address: previous, change }: ResourceChange): Action | undefined {
  const action = changeOf(change.actions);
  if (action) return change.importing && action === "update" ? "import" : action;
  if (change.importing) return "import";
  return previous === undefined ? undefined : "move";
}

/** Terraform reports a replacement as two actions. */
function changeOf(actions: readonly string[]): Action | undefined {
  if (actions.includes("forget")) return "forget";
  if (actions.length === 2) return "replace";
  const [only] = actions;
  if (only === "create" || only === "update" || only === "delete") return only;
  if (only === "no-op" || only === "read") return undefined;
  throw new Error(`the plan has the unknown actions ${actions.join(", ")}`);
}
