import { offerOption } from '../fixes/write-option.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'require-application-version',
  category: 'lifecycle',
  levels: { strict: 'error' },
  description: 'require the configuration to name the version of the application, or to allow patches',
  suggests: true,
  files: 'production',
  messages: {
    missing:
      'Without `{{version}}` the version is a digest of the code: after any change of a workflow, those that are running are not recovered.',
    add: 'Add `{{code}}`; from then on, a change of a workflow needs a new version or a patch.',
  },
  covers: ['advanced-versioning'],
  calls: { options: ['version'] },
  listen: ({ model }) => ({
    *call(call) {
      const [version] = model.optionsAt(call, 'version');
      const [patching] = model.optionsAt(call, 'patching');
      if (version?.presence !== 'absent' || !version.holder || patching?.presence === 'unknown') return;
      const isPatched =
        patching?.value !== undefined && !(patching.value.kind === 'literal' && patching.value.value === false);
      if (isPatched) return;
      const code = "'0.1.0'";
      yield {
        node: version.holder.node,
        message: 'missing',
        data: { version: version.key },
        suggestions: [
          {
            message: 'add',
            data: { code: `${version.key}: ${code}` },
            repair: offerOption(call.node, version, code),
          },
        ],
      };
    },
  }),
});
