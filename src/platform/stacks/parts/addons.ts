import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { type ITerraformDependable } from "cdktf";
import { type Construct } from "constructs";
import { type ComposedEnvironment, type Part } from "../../contract";
import { Addon } from "../../cluster/addon";
import { own } from "../../../base/own";
import { type SettingPath } from "../../../terraform/cause-record";
import { type IdentityHost, createRole, identityOf } from "./identities";
import { keyOfPart } from "./key-of-part";
import { scopeAt } from "./scopes";
import { type EnvironmentConfig } from "../../../environment/schema";
import { addedFor } from "../cause";

type PartAddon = Part["addons"][number];

export interface AddonHost extends IdentityHost {
  readonly environment: ComposedEnvironment;
  readonly clusterName: string;
  readonly kmsKeyArn: string;
  readonly references: Parameters<NonNullable<PartAddon["configuration"]>>[0];
}

/** Installs the add-ons of one time, after the given resources. Returns the add-ons, for what waits for them. */
export function installAddons(
  stack: Construct,
  when: Part["addons"][number]["when"],
  host: AddonHost,
  after: readonly ITerraformDependable[],
): ITerraformDependable[] {
  return host.environment.parts.flatMap((part) =>
    part.addons
      .filter((addon) => addon.when === when)
      .map((addon) =>
        addedFor(scopeAt(stack, part.scope), keyOfAddon(host.environment.config, part), () =>
          installAddon(stack, part, addon, host, after),
        ),
      ),
  );
}

/** The key of a part, or that of versions for an add-on of each environment. */
function keyOfAddon(config: EnvironmentConfig, part: Part): SettingPath {
  const key = keyOfPart(config, part);
  return key.length > 1 ? key : ["cluster", "addonVersions"];
}

function installAddon(
  stack: Construct,
  part: Part,
  addon: PartAddon,
  host: AddonHost,
  after: readonly ITerraformDependable[],
): ITerraformDependable {
  const { version, addonVersions, logRetentionDays } = host.environment.config.cluster;
  const scope = scopeAt(stack, part.scope);
  const logGroups = Object.entries(addon.logGroups).map(
    ([id, name]) =>
      new CloudwatchLogGroup(scope, id, {
        name,
        retentionInDays: logRetentionDays,
        kmsKeyId: host.kmsKeyArn,
      }),
  );
  const addonVersion = own(addonVersions, addon.name) ?? own(addon.versions, version);
  const configuration = addon.configuration?.(host.references);
  const { resource } = new Addon(scope, addon.name, {
    clusterName: host.clusterName,
    kubernetesVersion: version,
    ...(addonVersion === undefined ? {} : { addonVersion }),
    ...(addon.identity === undefined
      ? {}
      : { role: createRole(scope, identityOf(part, addon.identity), host) }),
    ...(configuration ? { configuration } : {}),
    after: [...logGroups, ...after],
  });
  return resource;
}
