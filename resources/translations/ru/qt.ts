<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Words of Qt's own file dialog that qtbase_ru lacks. Compiled: .venv/bin/pyside6-lrelease resources/translations/ru/qt.ts -->
<TS version="2.1" language="ru_RU" sourcelanguage="en">
<context><name>QFileDialog</name>
<message><source>&amp;Look in:</source><translation>&amp;Где:</translation></message>
<message><source>Files of &amp;type:</source><translation>&amp;Тип файлов:</translation></message>
</context>
<context><name>QSidebar</name>
<message><source>Remove</source><translation>Убрать</translation></message>
</context>
<context><name>QAbstractFileIconProvider</name>
<message><source>Drive</source><translation>Диск</translation></message>
<message><source>File</source><translation>Файл</translation></message>
<message><source>Folder</source><translation>Папка</translation></message>
</context>
</TS>
