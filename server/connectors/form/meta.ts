import type { ConnectorMeta } from "../contract.ts";

export const formMeta: ConnectorMeta = {
  name: "form",
  title: "Web form",
  purpose: "Posts from a form on your website.",
  setup: [
    'Let your form post to this address: <form method="post" action="{url}">',
    "Name its fields name, email, message and, if you like, subject, phone and company. Other fields are kept as well.",
    'To take files, up to 5 MiB a post, add enctype="multipart/form-data" to the form. They are kept with the event.',
    'Add a field that people cannot see and only robots fill in: <input name="_gotcha" hidden tabindex="-1" autocomplete="off">',
    "Whoever knows the address can post to it, as to any web form. Make a new connection if it is misused.",
  ],
  secret: "none",
};
