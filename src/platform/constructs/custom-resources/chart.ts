import CHART from "./chart-files.json";

/**
 * A chart that installs the objects in its values. `kubernetes_manifest` needs the cluster and the object's
 * CRD at plan; Helm needs both only at apply.
 *
 * Helm detects a change of a local chart by its version only: change the version with the template.
 */
export const CHART_FOLDER = "charts/custom-resources";

export const CHART_FILES: Readonly<Record<string, string>> = CHART.files;
