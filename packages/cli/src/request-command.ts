import { AspectRatio, Quality, StyleName } from '@mavs/core'
import { Option } from 'clipanion'
import { listOption, valueOption } from './options.ts'
import { defaultOf } from './request.ts'
import { ServiceCommand } from './service-command.ts'

/** A command that takes a request for a video. */
export abstract class RequestCommand extends ServiceCommand {
  prompt = valueOption('--prompt,-p', { about: 'What the video is about, 10 to 2000 characters', value: 'TEXT' })
  duration = valueOption('--duration,-d', {
    about: 'Length in seconds, 10 to 600',
    value: 'SECONDS',
    fallback: defaultOf('duration_preference'),
  })
  style = valueOption('--style,-s', {
    about: 'Look, motion and music',
    value: 'STYLE',
    choices: StyleName.options,
    fallback: defaultOf('style'),
  })
  voice = valueOption('--voice,-v', {
    about: 'neutral, male, female, or the name of a voice',
    value: 'VOICE',
    fallback: defaultOf('voice_preference'),
  })
  quality = valueOption('--quality,-q', {
    about: 'Size and bit rate',
    value: 'QUALITY',
    choices: Quality.options,
    fallback: defaultOf('quality'),
  })
  script = valueOption('--script', {
    about: 'A script in Markdown; its words are used as they are',
    value: 'FILE',
    completes: 'file',
  })
  sources = listOption('--source', {
    about: 'A file or web address to draw from: Markdown, text, HTML, PDF',
    value: 'FILE',
    completes: 'file',
  })
  aspectRatio = valueOption('--aspect-ratio', {
    about: 'Shape of the frame',
    value: 'RATIO',
    choices: AspectRatio.options,
    fallback: defaultOf('aspect_ratio'),
  })
  language = valueOption('--language', { about: 'Language of the text, as en or pt-BR (detected)', value: 'TAG' })
  noCaptions = Option.Boolean('--no-captions', false, { description: 'Leave the captions out of the picture' })
  noMusic = Option.Boolean('--no-music', false, { description: 'Leave the music out' })
  seed = valueOption('--seed', { about: 'Same request and seed, same video', value: 'NUMBER' })
  maxCost = valueOption('--max-cost', {
    about: 'End the session before a call that could take it past this sum',
    value: 'USD',
  })
  providers = listOption('--provider', { about: 'A provider to ask first, as speech=flite', value: 'CHOICE' })
  agents = listOption('--agent', {
    about: 'The plugin whose agent does a stage, as scripting=@mavs/agents',
    value: 'CHOICE',
  })
}
