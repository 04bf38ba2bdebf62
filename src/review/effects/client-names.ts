import { namesOfClients } from "../../evidence/vllm-serving";
import { vllmServersOf } from "../../infrastructure/kubernetes-vllm";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";

/** Names for which clients ask a server of language models: that of the model, and those of its adapters. */
interface NamedServer {
  readonly resource: PlannedResource;
  readonly title: string;
  /** To which it answers no more. */
  readonly lost: readonly string[];
  readonly gained: readonly string[];
}

interface Sides {
  readonly before: EnvironmentPlan;
  readonly after: EnvironmentPlan;
}

/** Servers that are on both sides of a change. */
export const namedServers = ({ before, after }: Sides): NamedServer[] =>
  vllmServersOf(after).flatMap(({ pods: { owner }, arguments: read }) => {
    const { resource, title } = owner;
    const server = vllmServersOf(before).find(
      ({ pods }) =>
        pods.owner.resource.layer === resource.layer && pods.owner.resource.address === resource.address,
    );
    if (!server) return [];
    const [was, now] = [namesOfClients(server.arguments), namesOfClients(read)];
    const lost = was.filter((name) => !now.includes(name));
    return [{ resource, title, lost, gained: now.filter((name) => !was.includes(name)) }];
  });
