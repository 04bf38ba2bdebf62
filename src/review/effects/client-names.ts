import { namesOfClients } from "../../evidence/vllm-serving";
import { vllmServersOf } from "../../infrastructure/kubernetes-vllm";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";

/** A name for which clients ask a server of language models: that of its model, or of one of its adapters. */
interface ChangedName {
  readonly resource: PlannedResource;
  readonly words: { readonly model: string; readonly names: string };
  /** Whether the server answers to it no more. */
  readonly isLost: boolean;
}

interface Sides {
  readonly before: EnvironmentPlan;
  readonly after: EnvironmentPlan;
}

/** Names that servers have on one side of a change, where the server is on both. */
export const changedNames = ({ before, after }: Sides): ChangedName[] =>
  vllmServersOf(after).flatMap(({ pods: { owner }, arguments: read }) => {
    const { resource, title: model } = owner;
    const server = vllmServersOf(before).find(
      ({ pods }) =>
        pods.owner.resource.layer === resource.layer && pods.owner.resource.address === resource.address,
    );
    if (!server) return [];
    const [was, now] = [namesOfClients(server.arguments), namesOfClients(read)];
    const changed = (isLost: boolean, names: readonly string[], others: readonly string[]) =>
      names
        .filter((name) => !others.includes(name))
        .map((name) => ({ resource, isLost, words: { model, names: name } }));
    return [...changed(true, was, now), ...changed(false, now, was)];
  });
