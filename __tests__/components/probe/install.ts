import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { type Install } from "../../../src/components/install";

export const install: Install = {
  cluster: (stack, { environment, kmsKeyArn }) => {
    const { names, config } = environment;
    const { name } = new CloudwatchLogGroup(stack, "probe", {
      name: `/probe/${names.cluster}`,
      retentionInDays: config.cluster.logRetentionDays,
      kmsKeyId: kmsKeyArn,
    });
    return { probe_log_group: { value: name, description: "Log group of the probe" } };
  },
};
