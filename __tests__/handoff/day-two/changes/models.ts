import { type DayTwoChange, edit, held } from "../day-two-change";

const model = (own: object): object => ({
  models: [
    {
      name: "ml-inference-api",
      image: { tag: "1.4.2" },
      port: 5000,
      servicePort: 5000,
      cpuLimit: "1000m",
      memoryLimit: "1Gi",
      startupSeconds: 120,
      replicas: { memoryPercent: 80 },
      environment: { MODEL_NAME: "ml-inference", LOG_LEVEL: "info" },
      secrets: ["ml-inference/api-key"],
      kubernetesApi: true,
      ...own,
    },
  ],
});

/** Written from the files of the environments, before the modules had maps. */
export const CHANGES_OF_MODELS: readonly DayTwoChange[] = [
  {
    name: "a model",
    environment: "mlapp",
    yaml: {
      models: [
        { name: "model-service", image: { tag: "2.0.1" }, port: 8501, paths: ["/predict"] },
        { name: "training-service", image: { tag: "2.0.1" }, port: 8000, paths: ["/train"] },
        { name: "scoring-service", image: { tag: "1.0.0" }, port: 8080, paths: ["/score"] },
      ],
    },
    edits: [
      edit(
        "cluster/mlapp.tfvars",
        '["model-service", "training-service"]',
        '["model-service", "training-service", "scoring-service"]',
      ),
      edit(
        "models/mlapp.tfvars",
        '"model-service" = {',
        `"scoring-service" = {
    startup_seconds      = 300
    health_path          = "/health"
    memory_request       = "512Mi"
    cpu_request          = "250m"
    tmp_mib              = 64
    model_cache_mib      = 1024
    run_as_user          = 10001
    replicas_cpu_percent = 70
    service_port         = 80
    image_tag    = "1.0.0"
    port         = 8080
    min_replicas = 2
    max_replicas = 10
  }
  "model-service" = {`,
      ),
      edit(
        "cluster/security-groups.tf",
        'resource "aws_vpc_security_group_egress_rule" "alb_to_cluster_8501" {',
        `resource "aws_vpc_security_group_egress_rule" "alb_to_cluster_8080" {
  description                  = "load balancer to Fargate pods"
  from_port                    = 8080
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_eks_cluster.main.vpc_config[0].cluster_security_group_id
  security_group_id            = data.terraform_remote_state.network.outputs.alb_security_group_id
  tags = {
    Name = "alb-to-cluster-8080"
  }
  to_port = 8080
}

resource "aws_vpc_security_group_egress_rule" "alb_to_cluster_8501" {`,
      ),
      edit(
        "cluster/security-groups.tf",
        'resource "aws_vpc_security_group_ingress_rule" "cluster_from_alb_8501" {',
        `resource "aws_vpc_security_group_ingress_rule" "cluster_from_alb_8080" {
  description                  = "load balancer to Fargate pods"
  from_port                    = 8080
  ip_protocol                  = "tcp"
  referenced_security_group_id = data.terraform_remote_state.network.outputs.alb_security_group_id
  security_group_id            = aws_eks_cluster.main.vpc_config[0].cluster_security_group_id
  tags = {
    Name = "cluster-from-alb-8080"
  }
  to_port = 8080
}

resource "aws_vpc_security_group_ingress_rule" "cluster_from_alb_8501" {`,
      ),
      edit(
        "models/entry.tf",
        'name = "training-service" port { number = var.models["training-service"].service_port } } } }',
        `name = "training-service"

              port {
                number = var.models["training-service"].service_port
              }
            }
          }
        }

        path {
          path      = "/score"
          path_type = "Prefix"

          backend {
            service {
              name = "scoring-service"

              port {
                number = 80
              }
            }
          }
        }`,
      ),
      edit(
        "models/models.tf",
        "local.model_service_most_pods +",
        `2 * var.models["scoring-service"].max_replicas + ceil(var.models["scoring-service"].max_replicas * 25 / 100) + local.model_service_most_pods +`,
      ),
    ],
    plan: [
      "cluster + aws_ecr_lifecycle_policy.scoring_service",
      "cluster + aws_ecr_repository.scoring_service",
      "cluster + aws_vpc_security_group_egress_rule.alb_to_cluster_8080",
      "cluster + aws_vpc_security_group_ingress_rule.cluster_from_alb_8080",
      "models + aws_iam_role.scoring_service",
      "models + aws_iam_role_policy.scoring_service",
      "models + kubernetes_config_map_v1.scoring_service",
      "models + kubernetes_deployment_v1.scoring_service",
      "models + kubernetes_horizontal_pod_autoscaler_v2.scoring_service",
      "models + kubernetes_pod_disruption_budget_v1.scoring_service",
      "models + kubernetes_service_account_v1.scoring_service",
      "models + kubernetes_service_v1.scoring_service",
      "models ~ kubernetes_ingress_v1.models: spec.rule.http.path.backend.service.name, spec.rule.http.path.backend.service.port.number, spec.rule.http.path.path, spec.rule.http.path.path_type",
      "models ~ kubernetes_resource_quota_v1.models: spec.hard.pods",
    ],
  },
  {
    name: "a secret of a model",
    environment: "ml-inference-prod",
    yaml: model({ secrets: ["ml-inference/api-key", "ml-inference/database"] }),
    edits: [
      held(
        "models",
        ':secret:ml-inference/api-key-??????"',
        ':secret:ml-inference/api-key-??????", "arn:aws:secretsmanager:ap-southeast-2:222233334444:secret:ml-inference/database-??????"',
      ),
      held(
        "models",
        String.raw`{\"objectName\":\"ml-inference/api-key\",\"objectType\":\"secretsmanager\"}`,
        String.raw`{\"objectName\":\"ml-inference/api-key\",\"objectType\":\"secretsmanager\"},{\"objectName\":\"ml-inference/database\",\"objectType\":\"secretsmanager\"}`,
      ),
      held(
        "models",
        '"7cc40a2d2056bdadb71bfd7be7e5a839a7873075fe917c793bd915d6fcc9b6a8"',
        'sha256(jsonencode(["ml-inference/api-key", "ml-inference/database"]))',
      ),
      held(
        "models",
        'data "aws_secretsmanager_secret" "ml_inference_api_key" {',
        `data "aws_secretsmanager_secret" "ml_inference_database" {
  name = "ml-inference/database"
}

data "aws_secretsmanager_secret" "ml_inference_api_key" {`,
      ),
    ],
    plan: [
      "models + data.aws_secretsmanager_secret.ml_inference_database",
      "models ~ aws_iam_role_policy.ml_inference_api: policy.Statement.Resource",
      "models ~ helm_release.ml_inference_api: values",
      "models ~ kubernetes_deployment_v1.ml_inference_api: spec.template.metadata.annotations.checksum/secrets",
    ],
  },
  {
    name: "an image",
    environment: "ml-inference-prod",
    yaml: model({ image: { tag: "1.4.3" } }),
    edits: [edit("models/ml-inference-prod.tfvars", '"1.4.2"', '"1.4.3"')],
    plan: ["models ~ kubernetes_deployment_v1.ml_inference_api: spec.template.spec.container.image"],
  },
  {
    name: "replicas",
    environment: "ml-inference-prod",
    yaml: model({ replicas: { memoryPercent: 80, max: 12 } }),
    edits: [edit("models/ml-inference-prod.tfvars", "max_replicas = 10", "max_replicas = 12")],
    plan: [
      "models ~ kubernetes_horizontal_pod_autoscaler_v2.ml_inference_api: spec.max_replicas",
      "models ~ kubernetes_resource_quota_v1.models: spec.hard.pods",
    ],
  },
];
