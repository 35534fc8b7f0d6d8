export { type CompiledContent, compileContent } from "./compile-content.ts";
export { createTemplate } from "./create-template.ts";
export { type AutomaticContent, getAutomaticContent } from "./get-automatic-content.ts";
export { getContentVersion } from "./get-content-version.ts";
export { type PreparedContent, prepareContent } from "./prepare-content.ts";
export { type Preview, type PreviewInput, presentPreview } from "./present-preview.ts";
export { type RenderedContent, renderContent } from "./render-content.ts";
export { saveContentVersion } from "./save-content-version.ts";
export { listStarters } from "./starters/starters.ts";
