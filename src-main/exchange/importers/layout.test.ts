import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KNOWN_LAYOUTS, parseLayout } from './layout.ts';

describe('parseLayout', () => {
  test('reads the fields of a path', () => {
    const layout = parseLayout('sub{subject}/{clip}/img{frame}.jpg');
    expect(layout.parse('sub01/EP02_01f/img46.jpg')).toEqual({ subject: '01', clip: 'EP02_01f', frame: 46 });
    expect(layout.parse('sub01/EP02_01f/reg_img46.jpg')).toBeNull();
    expect(layout.parse('x/sub01/EP02_01f/img46.jpg')).toBeNull();
    expect(layout.parse('sub01/EP02_01f/img46xjpg')).toBeNull();
  });

  test('one that ends like a video needs no frame, and may say the number of the first', () => {
    const layout = parseLayout('sub{subject}/{clip}.avi@1');
    expect(layout).toMatchObject({ firstNumber: 1, text: 'sub{subject}/{clip}.avi@1' });
    expect(layout.parse('sub01/EP02_01f.avi')).toEqual({ subject: '01', clip: 'EP02_01f', frame: 0 });
    expect(parseLayout('{clip}.mp4').firstNumber).toBe(0);
    expect(parseLayout('{clip}/{frame}.jpg').firstNumber).toBeNull();
  });

  test('a field that stands twice means the same text twice', () => {
    const layout = parseLayout('{subject}/{clip}/{subject}_{frame}.jpg');
    expect(layout.parse('006/006_1_2/006_05562.jpg')).toEqual({
      subject: '006',
      clip: '006_1_2',
      frame: 5562,
    });
    expect(layout.parse('006/006_1_2/007_05562.jpg')).toBeNull();
  });

  test('fields in one name, without a subject, or written for Windows', () => {
    const flat = parseLayout('{subject}_{clip}_{frame}.png');
    expect(flat.parse('s01_EP02_01f_46.png')).toEqual({ subject: 's01', clip: 'EP02_01f', frame: 46 });
    expect(parseLayout('{clip}/{frame}.png')).toMatchObject({ hasSubject: false });
    expect(parseLayout('.\\a\\{clip}\\{frame}.png').parse('./a/x/1.png'.slice(2))?.clip).toBe('x');
  });

  test.each([
    ['{subject}/{clip}.jpg', /lacks \{frame\}/],
    ['{subject}/video.avi', /lacks \{clip\}/],
    ['{subject}/{clip}/{frame}.jpg@1', /leads to none/],
    ['{subject}/{clip}.avi@x', /lacks \{frame\}/],
    ['{subject}/{frame}.jpg', /lacks \{clip\}/],
    ['{subject}/{clip}/{take}/{frame}.jpg', /unknown field \{take\}/],
    ['{subject}{clip}/{frame}.jpg', /nothing between them/],
    ['/data/{clip}/{frame}.jpg', /leads out/],
    ['../{clip}/{frame}.jpg', /leads out/],
  ])('refuses %s', (text, message) => {
    expect(() => parseLayout(text)).toThrow(message);
  });

  test('what a layout writes it reads: any fields without the signs between them', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9]{1,8}$/);
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN_LAYOUTS), name, name, fc.nat(), (text, subject, clip, frame) => {
        const path = text
          .replaceAll('{subject}', subject)
          .replaceAll('{clip}', clip)
          .replaceAll('{frame}', String(frame).padStart(5, '0'));
        expect(parseLayout(text).parse(path)).toEqual({ subject, clip, frame });
      }),
    );
  });
});
