import { join } from "node:path";
import { type Variables } from "./processes";

/** Name of an empty file of terraform's own settings; one that does not exist would be an error. */
export const NO_SETTINGS = "no-settings.tfrc";

/**
 * The caller's environment without what would lead terraform or the AWS CLI to a real account, or change what they
 * do. No profile, no credential and no setting is found in `folder`.
 */
export function isolated(caller: Variables, folder: string): Variables {
  const kept = Object.entries(caller).filter(([name]) => !/^(AWS_|TF_|MOTO_)/.test(name));
  return {
    ...Object.fromEntries(kept),
    AWS_CONFIG_FILE: join(folder, "no-aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-aws-credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_PAGER: "",
    CHECKPOINT_DISABLE: "1",
    // Terraform and the provider start hundreds of times: a quarter of their time is garbage of the provider's schema.
    GOGC: "400",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    // No mirror and no development build of a provider that a developer's own settings name.
    TF_CLI_CONFIG_FILE: join(folder, NO_SETTINGS),
    // The local API is not to be reached through a proxy.
    NO_PROXY: "127.0.0.1",
    no_proxy: "127.0.0.1",
  };
}
