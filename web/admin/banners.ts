import type { ComponentType } from "react";

/**
 * THE list of banners above every screen ("your messages wait: connect a sender"). Each is a component of its feature
 * that asks the API itself and renders `<Banner …>` of web/ui, or nothing.
 */
export const banners: { name: string; component: ComponentType }[] = [];
