import { Textarea, type TextareaProps, TextInput, type TextInputProps } from "@mantine/core";

/** A text input for data: browsers and their plug-ins must not translate what is in it (X79). */
export function DataField(props: TextInputProps) {
  return <TextInput translate="no" {...props} />;
}

export function DataArea(props: TextareaProps) {
  return <Textarea translate="no" autosize minRows={3} {...props} />;
}
