// The settings of Transformers.js 3 that matter to a model's place, with their defaults.
exports.env = { allowRemoteModels: true, localModelPath: '/models/', cacheDir: '/.cache/' }
