/**
 * A chart that installs the objects that it is given. `kubernetes_manifest` would need the cluster and the
 * object's definition at plan already; Helm asks for both only at apply.
 *
 * Helm sees a change of a local chart by its version alone: raise it with the template.
 */
export const CHART_FOLDER = "charts/custom-resources";

export const CHART_FILES: Readonly<Record<string, string>> = {
  "Chart.yaml": `apiVersion: v2
name: custom-resources
description: Installs the objects that stand in its values
type: application
version: 1.0.0
`,
  "templates/resources.yaml": `{{- range .Values.resources }}
---
{{ toYaml . }}
{{- end }}
`,
};
