import { plain } from "../../src/review/stages/phrase";
import { type Layers, edited, reviewOf } from "./pairs";

const RETAIL = "retail-forecast";
const PLATFORM = "ml-platform";

/** The verdict, and the lines of the topics of data, as `harm: text`. */
function reviewed(edit: (layers: Layers) => void, environment = RETAIL) {
  const { verdict, lines } = reviewOf(edited(environment, edit));
  return {
    verdict,
    lines: lines.map(({ harm = "none", text }) => `${harm}: ${plain(text)}`),
    open: lines.filter(({ level }) => level === "attention").map(({ text }) => plain(text)),
  };
}

describe("a log group with another name", () => {
  const [kept, renamed] = [
    ({ network }: Layers): void => {
      network.resource.aws_cloudwatch_log_group.flow_logs.skip_destroy = true;
    },
    ({ network }: Layers): void => {
      network.resource.aws_cloudwatch_log_group.flow_logs.name = "another";
    },
  ];
  const both = (layers: Layers): void => {
    kept(layers);
    renamed(layers);
  };

  test("stays in AWS, loses nothing, and needs attention", () => {
    const { environment, after: before } = edited(RETAIL, kept);
    const { verdict, lines } = reviewOf({ environment, before, after: edited(RETAIL, both).after });
    expect(verdict).toBe("needs attention");
    expect(lines.map(({ harm = "none", text }) => `${harm}: ${plain(text)}`)).toContainEqual(
      expect.stringMatching(/^none: aws_cloudwatch_log_group\.flow_logs: the log group stays in AWS/),
    );
  });

  test("is deleted if the same apply sets what would keep it", () => {
    const { verdict, lines } = reviewed(both);
    expect(verdict).toBe("destructive");
    expect(lines).toContainEqual(
      expect.stringMatching(/^data lost: aws_cloudwatch_log_group\.flow_logs: the apply deletes/),
    );
  });
});

test("images that AWS refuses to delete are not lost, and those of a forced deletion are", () => {
  const remove = ({ cluster }: Layers): void => {
    Reflect.deleteProperty(cluster.resource.aws_ecr_repository, "retail_forecast_api");
  };
  expect(reviewed(remove).lines).toContainEqual(
    expect.stringMatching(
      /^none: aws_ecr_repository\.retail_forecast_api: .*AWS refuses it while there are any/,
    ),
  );
  const forced = edited(RETAIL, ({ cluster }) => {
    cluster.resource.aws_ecr_repository.retail_forecast_api.force_delete = true;
  });
  const { lines } = reviewOf({ ...forced, before: forced.after, after: edited(RETAIL, remove).after });
  expect(lines.map(({ harm, text }) => `${harm ?? "none"}: ${plain(text)}`)).toContainEqual(
    expect.stringMatching(/^data lost: aws_ecr_repository\.retail_forecast_api: .*with its images$/),
  );
});

test("a replaced bucket says that its protection stops the plan", () => {
  const { verdict, lines } = reviewed(({ cluster }) => {
    cluster.resource.aws_s3_bucket.models.bucket = "another-bucket-of-models";
  });
  expect(verdict).toBe("destructive");
  expect(lines).toContainEqual(
    expect.stringMatching(/^data lost: aws_s3_bucket\.models: .*its prevent_destroy stops the plan$/),
  );
});

describe("keys", () => {
  test("the key of alerts encrypts nothing that stays", () => {
    const { lines } = reviewed(({ cluster }) => {
      Reflect.deleteProperty(cluster.resource.aws_kms_key, "alerts_key");
    }, PLATFORM);
    expect(lines).toContainEqual(
      expect.stringMatching(/^none: aws_kms_key\.alerts_key: .*encrypts messages that nothing keeps$/),
    );
  });
});

describe("harmless changes are safe", () => {
  test.each<[what: string, edit: (layers: Layers) => void]>([
    [
      "a protection that begins",
      ({ cluster }) => {
        cluster.resource.aws_ecr_repository.retail_forecast_api.lifecycle = { prevent_destroy: true };
      },
    ],
    [
      "logs of the control plane that are kept longer",
      ({ cluster }) => (cluster.resource.aws_cloudwatch_log_group.control_plane.retention_in_days = 90),
    ],
  ])("%s", (_, edit) => {
    expect(reviewed(edit)).toMatchObject({ verdict: "safe", open: [] });
  });
});

test("an add-on without which no name resolves is an outage, and another one needs attention", () => {
  const without = (name: string) =>
    reviewed(({ cluster }) => Reflect.deleteProperty(cluster.resource.aws_eks_addon, name));
  expect(without("coredns").lines).toContainEqual(expect.stringMatching(/^outage: aws_eks_addon\.coredns/));
  expect(without("metrics_server").lines).toContainEqual(
    expect.stringMatching(/^none: aws_eks_addon\.metrics_server: EKS removes the add-on/),
  );
});

test("versions of objects that begin are harmless, and those that end are not", () => {
  const remove = ({ cluster }: Layers): void => {
    Reflect.deleteProperty(cluster.resource.aws_s3_bucket_versioning, "models");
  };
  expect(reviewed(remove).open).toContainEqual(
    expect.stringMatching(/^versioning of .*: Enabled → Suspended; /),
  );
  const { before, after, environment } = edited(RETAIL, remove);
  const begun = reviewOf({ environment, before: after, after: before });
  expect(begun.lines.filter(({ level }) => level === "attention").map(({ text }) => plain(text))).toEqual([]);
});
